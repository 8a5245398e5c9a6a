package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.task.runtime.Evidence.Row;
import io.faultlore.engine.task.runtime.Pool.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Three instances of a service that are asked the same by the same users. */
class InstanceEvidenceTest {
  private static final int USUAL = 900;
  private static final double ALARM = 1;
  private static final List<List<String>> NAMES =
      List.of(
          List.of("a", "b", "c"),
          List.of("cart-7f9c-x2", "cart-7f9c-x10", "cart-5d1b-x2"),
          List.of("627cc493", "f310b6de", "9b0e4a17"));

  @Test
  void oneBadInstanceOfThreeIsNamedWhateverItsNameAndItsTrouble() {
    assertNamed(Sign.SIBLING_FAILING, one -> one.failing(.5));
    assertNamed(Sign.SIBLING_SLOW, one -> one.slow(60));
    assertNamed(Sign.SIBLING_METRIC, one -> one.busy(.9));
    assertNamed(Sign.SIBLING_LOAD, one -> one.asked(8));
  }

  private static void assertNamed(Sign sign, UnaryOperator<Instance> trouble) {
    for (List<String> names : NAMES) {
      for (int bad = 0; bad < names.size(); bad++) {
        List<Instance> now = new ArrayList<>(all(names));
        now.set(bad, trouble.apply(now.get(bad)));
        Row row = new Pool(bad).live(USUAL, all(names)).live(60, now).row("cart");
        assertEquals(names.get(bad), row.instance(), sign.name());
        assertTrue(row.get(sign) > 1, sign + " " + row.get(sign));
      }
    }
  }

  @Test
  void aBadInstanceThatServesIsAnAlarm() {
    List<Instance> usual = all(NAMES.getFirst());
    for (UnaryOperator<Instance> trouble :
        List.<UnaryOperator<Instance>>of(one -> one.failing(.5), one -> one.slow(100))) {
      List<Instance> now = List.of(usual.get(0), trouble.apply(usual.get(1)), usual.get(2));
      Row row = new Pool(1).live(USUAL, usual).live(60, now).row("cart");
      assertTrue(Strength.of(row).traces() >= ALARM);
    }
  }

  @Test
  void whereAllAreAlikeNoneIsNamed() {
    List<UnaryOperator<Instance>> together =
        List.of(
            one -> one,
            one -> one.failing(.5),
            one -> one.slow(60),
            one -> one.busy(.9),
            one -> one.asked(6));
    int named = 0;
    for (UnaryOperator<Instance> each : together) {
      for (long seed = 0; seed < 10; seed++) {
        List<Instance> usual = all(NAMES.getFirst());
        Pool pool = new Pool(seed).live(USUAL, usual);
        Row row = pool.live(60, usual.stream().map(each).toList()).row("cart");
        named += row.instance().isEmpty() ? 0 : 1;
        assertTrue(row.get(Sign.SIBLING_FAILING) < Math.log1p(4), "seed " + seed);
        assertTrue(row.get(Sign.SIBLING_SLOW) < Math.log1p(9), "seed " + seed);
        assertEquals(0, row.get(Sign.SIBLING_GONE));
      }
    }
    assertTrue(named <= 5, named + " of 50 by chance");
  }

  @Test
  void whatAlwaysDifferedIsNoNews() {
    List<Instance> usual = List.of(one("a").slow(30), one("b"), one("c").asked(6));
    Row row = new Pool(3).live(USUAL, usual).live(60, usual).row("cart");
    assertEquals("", row.instance());
    Row worse =
        new Pool(3)
            .live(USUAL, usual)
            .live(60, List.of(usual.get(0).slow(200), usual.get(1), usual.get(2)))
            .row("cart");
    assertEquals("a", worse.instance());
  }

  @Test
  void whoIsGoneWhileItsSiblingsServeIsNamed() {
    for (List<String> names : NAMES) {
      for (int gone = 0; gone < names.size(); gone++) {
        List<Instance> left = new ArrayList<>(all(names));
        left.remove(gone);
        Row row = new Pool(gone).live(USUAL, all(names)).live(60, left).row("cart");
        assertEquals(names.get(gone), row.instance());
        assertTrue(row.get(Sign.SIBLING_GONE) > 0);
      }
    }
  }

  @Test
  void anInstanceThatIsStartedAgainAndAgainIsNamedAndIsAnAlarm() {
    for (List<String> names : NAMES) {
      Pool pool = new Pool(1).restarted("").live(USUAL, all(names));
      pool.restarted(names.get(1)).live(100, all(names));
      pool.restarted(names.get(1)).live(200, all(names));
      pool.restarted(names.get(1)).live(40, all(names));
      Row row = pool.row("cart");
      assertEquals(names.get(1), row.instance());
      assertTrue(Strength.of(row).traces() >= ALARM);
    }
  }

  @Test
  void whatIsStartedAgainOnPurposeIsNoCrashLoop() {
    List<String> names = NAMES.getFirst();
    Pool takenBack = new Pool(1).restarted("").live(USUAL, all(names));
    takenBack.restarted(names.getFirst()).live(200, all(names));
    takenBack.restarted(names.getFirst()).live(40, all(names));
    assertEquals(0, takenBack.row("cart").get(Sign.CRASHING), "a deployment and the way back");
    Pool rolling = new Pool(1).restarted("").live(USUAL, all(names));
    names.forEach(name -> rolling.restarted(name).live(20, all(names)));
    assertEquals(0, rolling.row("cart").get(Sign.CRASHING), "one after the other");
    List<Instance> nameless = all(List.of(""));
    Pool unknown = new Pool(1).restarted("").live(USUAL, nameless);
    for (int time : List.of(1, 2, 3)) {
      unknown.restarted("").live(10 * time, nameless);
    }
    assertEquals(0, unknown.row("cart").get(Sign.CRASHING), "several, each once");
    Pool statistics = new Pool(1).restarted("").live(USUAL, all(names));
    for (int time : List.of(1, 2, 3)) {
      statistics.counterSetBack().live(10 * time, all(names));
    }
    assertEquals(0, statistics.row("cart").get(Sign.CRASHING), "one counter");
    Pool always = new Pool(1).restarted("");
    for (int second = 0; second < USUAL; second += 20) {
      always.restarted(names.getFirst()).live(20, all(names));
    }
    assertEquals(0, always.row("cart").get(Sign.CRASHING), "each time it works");
  }

  @Test
  void aRollingDeploymentIsNoGoneInstance() {
    List<String> old = NAMES.getFirst();
    Pool pool = new Pool(4).live(USUAL, all(old));
    List<String> now = new ArrayList<>(old);
    for (int i = 0; i < old.size(); i++) {
      now.set(i, "new-" + i);
      Row row = pool.live(60, all(now)).row("cart");
      assertEquals(0, row.get(Sign.SIBLING_GONE), i + 1 + " of three replaced");
      assertEquals("", row.instance());
    }
    for (int minute = 0; minute < 10; minute++) {
      assertEquals(0, pool.live(60, all(now)).row("cart").get(Sign.SIBLING_GONE));
    }
  }

  @Test
  void moreInstancesAreNoTrouble() {
    List<Instance> more = all(List.of("a", "b", "c", "d", "e"));
    Row row = new Pool(5).live(USUAL, all(NAMES.getFirst())).live(60, more).row("cart");
    assertEquals(0, row.get(Sign.SIBLING_GONE));
    assertEquals("", row.instance());
  }

  @Test
  void aServiceOfOneInstanceIsThatInstance() {
    Row row =
        new Pool(6)
            .live(USUAL, List.of(one("only")))
            .live(60, List.of(one("only").failing(1)))
            .row("cart");
    assertEquals("only", row.instance());
    assertEquals(0, row.get(Sign.SIBLING_FAILING), "there is nobody beside it");
  }

  @Test
  void tooFewRequestsSayNothing() {
    List<Instance> usual = List.of(one("a"), one("b"), one("c").asked(.03));
    List<Instance> now = List.of(usual.get(0), usual.get(1), usual.get(2).failing(1));
    Row row = new Pool(7).live(USUAL, usual).live(60, now).row("cart");
    assertEquals(0, row.get(Sign.SIBLING_FAILING));
  }

  /** Of sampled traces each counts for several, in the instances' requests as in the service's. */
  @Test
  void samplingMakesNobodyStandOut() {
    SliceConfig few = new SliceConfig(15, 4, 10, 300, 400, 20_000, 10_000, 20_000, 150, 2_000, 80);
    List<Instance> usual = all(NAMES.getFirst());
    Row alike = new Pool(8, few).live(USUAL, usual).live(60, usual).row("cart");
    assertEquals("", alike.instance());
    assertTrue(Strength.of(alike).traces() < ALARM);
    List<Instance> now = List.of(usual.get(0), usual.get(1).failing(.5), usual.get(2));
    assertEquals("b", new Pool(8, few).live(USUAL, usual).live(60, now).row("cart").instance());
  }

  private static List<Instance> all(List<String> names) {
    return names.stream().map(InstanceEvidenceTest::one).toList();
  }

  private static Instance one(String id) {
    return Instance.serving("cart", id);
  }
}
