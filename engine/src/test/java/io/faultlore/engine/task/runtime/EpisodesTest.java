package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Episodes.Change;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Windows end every 15 s; a failure opens after two anomalous ones and closes after three quiet.
 * Services whose names begin with the same letter are near each other.
 */
class EpisodesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PANE = 15 * SECOND;
  private static final int WINDOWS_PER_HOUR = 240;

  private final Episodes episodes = new Episodes(2, 3, PANE);
  private final Map<String, Double> failing = new TreeMap<>();
  private final Set<String> unseen = new HashSet<>();
  private final Set<String> hiccups = new HashSet<>();
  private long now = 1_700_000_000L * SECOND;

  @Test
  void oneAnomalousWindowOpensNothing() {
    assertEquals(List.of(), window(Map.of("cart", 1.2)));
    assertEquals(List.of(), window(Map.of()));
    assertEquals(List.of(), window(Map.of("cart", 1.2)), "two in all, but not in a row");
  }

  @Test
  void theSecondAnomalousWindowInARowOpensAFailure() {
    window(Map.of("cart", 1.2));
    Changed opened = only(window(Map.of("cart", 1.1)));
    assertEquals(Change.OPENED, opened.change());
    assertEquals(now - 3 * PANE, opened.episode().onset, "two panes before the first one's end");
  }

  @Test
  void aVeryHighScoreOpensAtOnce() {
    assertEquals(Change.OPENED, only(window(Map.of("cart", 1.5))).change());
  }

  @Test
  void whoMayBeNearBelongsToAFailureThatBeganAtTheSameTime() {
    window(Map.of("cart?", 1.2));
    window(Map.of("cart?", 1.2));
    assertEquals(Change.GREW, only(window(Map.of("cart?", 1.2, "mail?", 2.0))).change());
    assertEquals(1, episodes.open().size());
  }

  @Test
  void whoMayBeNearHasAFailureOfItsOwnOnceTheOtherHasGoneOnForAWhile() {
    for (int i = 0; i < 8; i++) {
      window(Map.of("cart?", 1.2));
    }
    window(Map.of("cart?", 1.2, "mail?", 2.0));
    assertEquals(2, episodes.open().size());
  }

  @Test
  void manyWindowsAndServicesThatAreNearAreOneFailure() {
    List<Changed> changes = new ArrayList<>(window(Map.of("cart", 2.0)));
    for (int i = 0; i < 30; i++) {
      changes.addAll(window(Map.of("cart", 1.4, "checkout", 1.3, "c" + i, 1.7)));
    }
    assertEquals(1, changes.stream().filter(c -> c.change() == Change.OPENED).count());
    assertEquals(1, changes.stream().map(Changed::episode).distinct().count());
    Episode episode = changes.getFirst().episode();
    assertEquals(31, episode.slices());
    assertEquals(32, episode.members().size());
    assertEquals("cart", episode.worst());
  }

  @Test
  void disjointPartsAreFailuresOfTheirOwn() {
    window(Map.of("cart", 2.0));
    final long cartOnset = now - 2 * PANE;
    window(Map.of("cart", 2.0));
    window(Map.of("cart", 2.0, "mail", 1.2));
    List<Changed> both = window(Map.of("cart", 2.0, "mail", 1.2, "map", 1.1));
    assertEquals(List.of(Change.GREW, Change.OPENED), changes(both));
    Episode cart = both.get(0).episode();
    Episode mail = both.get(1).episode();
    assertEquals(Set.of("cart"), cart.members());
    assertEquals(Set.of("mail", "map"), mail.members());
    assertEquals(cartOnset, cart.onset);
    assertEquals(cartOnset + 2 * PANE, mail.onset);
    long cartEnd = now;
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(Change.QUIET, Change.GREW), changes(window(Map.of("mail", 1.2))));
    }
    assertEquals(List.of(Change.CLOSED, Change.GREW), changes(window(Map.of("mail", 1.2))));
    assertEquals(cartEnd, cart.last());
    assertEquals(now, mail.last());
    assertTrue(isHeldBack("map"));
    assertFalse(isHeldBack("cart"));
    quiet(3);
    assertEquals(List.of(), episodes.open());
  }

  @Test
  void partsThatBeginInTheSameWindowAreToldApart() {
    List<Changed> opened = window(Map.of("cart", 2.0, "mail", 1.9, "cache", 1.1, "web", 1.2));
    assertEquals(List.of(Change.OPENED, Change.OPENED), changes(opened));
    assertEquals(
        Set.of(Set.of("cart", "cache"), Set.of("mail")),
        Set.of(opened.get(0).episode().members(), opened.get(1).episode().members()),
        "who is neither sure nor near waits");
  }

  @Test
  void howManyPartsFailIsNotLimited() {
    Map<String, Double> scores = new TreeMap<>();
    for (char c = 'a'; c <= 'z'; c++) {
      scores.put(c + "1", 2.0);
      scores.put(c + "2", 1.2);
    }
    List<Changed> opened = window(scores);
    assertEquals(26, opened.size());
    opened.forEach(one -> assertEquals(2, one.episode().members().size()));
    assertEquals(26, window(scores).stream().filter(c -> c.change() == Change.GREW).count());
  }

  @Test
  void whoIsNearAMemberJoinsAtOnceAndWhoIsNotDoesNot() {
    window(Map.of("cart", 2.0));
    Episode episode = only(window(Map.of("cart", 1.4, "cache", 1.1, "mail", 1.1))).episode();
    assertEquals(Set.of("cart", "cache"), episode.members());
    assertTrue(isHeldBack("cache"));
    assertFalse(isHeldBack("mail"));
  }

  @Test
  void twoOpenFailuresDoNotTakeEachOthersMembers() {
    window(Map.of("cart", 2.0, "mail", 2.0));
    // "c" now stands between both: it is near the older one first.
    List<Changed> grew = window(Map.of("cart", 2.0, "mail", 2.0, "cm", 1.2));
    assertEquals(List.of(Change.GREW, Change.GREW), changes(grew));
    Set<String> all = new HashSet<>(grew.get(0).episode().members());
    all.retainAll(grew.get(1).episode().members());
    assertEquals(Set.of(), all);
  }

  @Test
  void theThirdQuietWindowClosesIt() {
    window(Map.of("cart", 2.0));
    long last = now;
    assertEquals(Change.QUIET, only(window(Map.of("cart", .9))).change());
    assertEquals(Change.QUIET, only(window(Map.of())).change());
    Changed closed = only(window(Map.of()));
    assertEquals(Change.CLOSED, closed.change());
    assertEquals(last, closed.episode().last());
    assertEquals(List.of(), episodes.open());
  }

  @Test
  void whereWindowsComeOnceAMinuteOneQuietMinuteClosesIt() {
    window(Map.of("cart", 2.0));
    now += 3 * PANE;
    assertEquals(Change.CLOSED, only(window(Map.of())).change());
  }

  @Test
  void aFailureThatFlaresUpSoonAfterIsTheSameOneAndIsSaidToBeOpenAtOnce() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(3);
    Changed again = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.REOPENED, again.change());
    assertSame(first, again.episode());
    assertEquals(List.of(first), episodes.open());
  }

  @Test
  void ofSeveralThatWereClosedTheOneThatFlaresUpIsTheSame() {
    List<Changed> opened = window(Map.of("cart", 2.0, "mail", 2.0, "web", 2.0));
    quiet(3);
    Changed again = only(window(Map.of("mail", 1.6)));
    assertEquals(Change.REOPENED, again.change());
    assertEquals(Set.of("mail"), again.episode().members());
    assertTrue(opened.stream().anyMatch(one -> one.episode() == again.episode()));
  }

  @Test
  void aFailureMoreThanTwoMinutesLaterIsANewOne() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(8);
    Changed next = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.OPENED, next.change());
    assertTrue(next.episode().onset > first.last());
  }

  @Test
  void aFailureOfAnotherServiceSoonAfterIsANewOne() {
    for (String other : List.of("payment", "checkout")) {
      Episode first = only(window(Map.of("cart", 2.0))).episode();
      quiet(3);
      Changed next = only(window(Map.of(other, 1.6)));
      assertEquals(Change.OPENED, next.change());
      assertNotSame(first, next.episode());
      quiet(20);
    }
  }

  @Test
  void whoSpeaksUpInTheQuietIsAnotherFailureAndTheFirstEndsInItsOwnTime() {
    for (String other : List.of("payment", "checkout")) {
      Episode first = only(window(Map.of("cart", 2.0))).episode();
      quiet(1);
      List<Changed> second = window(Map.of(other, 1.6));
      assertEquals(List.of(Change.QUIET, Change.OPENED), changes(second));
      assertEquals(Set.of("cart"), first.members());
      assertEquals(List.of(Change.CLOSED, Change.GREW), changes(window(Map.of(other, 1.6))));
      quiet(20);
    }
  }

  @Test
  void whoStillFailsHasNotRecovered() {
    failing.put("cart", .6);
    window(Map.of("cart", 2.0));
    failing.put("cart", .3);
    for (int i = 0; i < 10; i++) {
      assertEquals(Change.QUIET, only(window(Map.of("cart", .8))).change(), "half as much fails");
    }
    failing.put("cart", .29);
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .8))).change());
  }

  @Test
  void nothingThatFailedIsNothingThatStillFails() {
    window(Map.of("cart", 2.0));
    quiet(2);
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .2))).change(), "it was slow only");
  }

  @Test
  void whoIsNotAskedHasNotRecoveredButIsNotWaitedForForEver() {
    window(Map.of("cart", 2.0));
    unseen.add("cart");
    for (int i = 1; i < WINDOWS_PER_HOUR / 2; i++) {
      assertEquals(Change.QUIET, only(window(Map.of("cart", 0.0))).change());
    }
    assertEquals(Change.CLOSED, only(window(Map.of("cart", 0.0))).change(), "half an hour later");
  }

  @Test
  void afterSomeQuietOnlyTheWorstAreStillAwaited() {
    Episode episode = only(window(Map.of("cart", 2.0, "checkout", 1.1))).episode();
    unseen.add("cart");
    window(Map.of("cart", 0.0));
    window(Map.of("cart", 0.0));
    assertFalse(episode.isAwaited(), "it may go on");
    window(Map.of("cart", 0.0));
    assertTrue(episode.isAwaited());
    assertEquals(Set.of("cart"), episode.amongWorst(), "whose minutes alone are held back");
    window(Map.of("checkout", 1.2));
    assertFalse(episode.isAwaited(), "it goes on");
  }

  @Test
  void onlyThoseWhoHadItWorstAreWaitedFor() {
    failing.put("checkout", .1);
    window(Map.of("cart", 2.0, "checkout", 1.1));
    unseen.add("checkout");
    window(Map.of("cart", .1, "checkout", .1));
    window(Map.of("cart", .1, "checkout", .1));
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .1, "checkout", .1))).change());
  }

  @Test
  void whoIsWaitedForGoesOnWithTheSameFailure() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    unseen.add("cart");
    for (int i = 0; i < 20; i++) {
      window(Map.of("cart", 0.0));
    }
    unseen.clear();
    Changed again = only(window(Map.of("cart", 2.0, "cache", 1.1)));
    assertEquals(Change.GREW, again.change());
    assertSame(first, again.episode());
    assertEquals(Set.of("cart", "cache"), first.members());
  }

  @Test
  void aHiccupOfSecondsIsNoFailureHoweverLoud() {
    hiccups.add("cart");
    for (int i = 0; i < 4; i++) {
      assertEquals(List.of(), window(Map.of("cart", 5.0)), "it is in four windows");
    }
    hiccups.clear();
    assertEquals(Change.OPENED, only(window(Map.of("cart", 5.0))).change());
  }

  @Test
  void withoutAnyTelemetryFailuresEndAfterFiveMinutes() {
    window(Map.of("cart", 2.0, "mail", 2.0));
    assertEquals(List.of(), episodes.idle(now + 299 * SECOND));
    assertEquals(List.of(Change.CLOSED, Change.CLOSED), changes(episodes.idle(now + 300 * SECOND)));
    assertEquals(List.of(), episodes.idle(now + 400 * SECOND));
  }

  @Test
  void afterHalfAnHourAFailureIsChronic() {
    Episode episode = only(window(Map.of("cart", 2.0))).episode();
    for (int i = 0; i < WINDOWS_PER_HOUR / 2 - 2; i++) {
      window(Map.of("cart", 1.2));
    }
    assertFalse(episode.isChronic());
    assertTrue(isHeldBack("cart"));
    window(Map.of("cart", 1.2));
    assertTrue(episode.isChronic());
    assertFalse(isHeldBack("cart"), "another level is the new normal");
  }

  @Test
  void thatRequestsFailNeverBecomesNormal() {
    failing.put("cart", .1);
    Episode episode = only(window(Map.of("cart", 2.0))).episode();
    failing.clear();
    for (int i = 0; i < 8 * WINDOWS_PER_HOUR; i++) {
      window(Map.of("cart", 1.2));
      assertTrue(isHeldBack("cart"));
    }
    assertTrue(episode.isChronic());
  }

  @Test
  void aChronicFailureDrawsInNobodyAndBlindsNobody() {
    for (String other : List.of("cache", "mail")) {
      Episodes anew = new Episodes(2, 3, PANE);
      Episode chronic = only(window(anew, Map.of("cart", 2.0))).episode();
      for (int i = 0; i < WINDOWS_PER_HOUR; i++) {
        window(anew, Map.of("cart", 1.2));
      }
      List<Changed> second = window(anew, Map.of("cart", 1.2, other, 2.0));
      assertEquals(List.of(Change.GREW, Change.OPENED), changes(second));
      assertEquals(Set.of("cart"), chronic.members());
      assertEquals(Set.of(other), second.get(1).episode().members());
      assertEquals(now - 2 * PANE, second.get(1).episode().onset);
      for (int i = 0; i < 2; i++) {
        window(anew, Map.of("cart", 1.2));
      }
      List<Changed> third = window(anew, Map.of("cart", 1.2));
      assertEquals(List.of(Change.GREW, Change.CLOSED), changes(third));
    }
  }

  private boolean isHeldBack(String service) {
    return episodes.open().stream().anyMatch(one -> one.has(service) && one.isUnusual());
  }

  private void quiet(int windows) {
    for (int i = 0; i < windows; i++) {
      window(Map.of());
    }
  }

  private List<Changed> window(Map<String, Double> scores) {
    return window(episodes, scores);
  }

  private List<Changed> window(Episodes some, Map<String, Double> scores) {
    now += PANE;
    List<Judged> judged = new ArrayList<>();
    new TreeMap<>(scores).forEach((service, score) -> judged.add(judged(service, score)));
    return some.take(
        judged,
        (a, b, together) ->
            a.charAt(0) == b.charAt(0) || (together && a.endsWith("?") && b.endsWith("?")),
        one -> !hiccups.contains(one.service()),
        now,
        now + 10 * SECOND);
  }

  private Judged judged(String service, double score) {
    SliceVerdict verdict =
        new SliceVerdict(
            service, now - 4 * PANE, now, now + 10 * SECOND, score, State.NORMAL, 0, score, 0, 0);
    Row row = new Row();
    row.set(Sign.SERVED_ERROR_SHARE, failing.getOrDefault(service, 0.0));
    return new Judged(
        service, row, new Strength(score, 0, 0), unseen.contains(service), 0, verdict);
  }

  private static List<Change> changes(List<Changed> changed) {
    return changed.stream().map(Changed::change).toList();
  }

  private static Changed only(List<Changed> changes) {
    assertEquals(1, changes.size());
    return changes.getFirst();
  }
}
