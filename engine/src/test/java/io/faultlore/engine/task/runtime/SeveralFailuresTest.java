package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Shops that have nothing to do with each other send to one line. */
class SeveralFailuresTest extends ShopRuns {
  private static final List<String> BANK = List.of("web", "ledger", "rates", "vault");

  /** In the order of the alphabet it comes before the other shop, not after. */
  private static final List<String> ABACUS = List.of("abc", "abd", "abe", "abf");

  private static final long ONSET_TOLERANCE = at(45) - at(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shopsThatFailAtOverlappingTimesAreTwoFailuresWithTheRightFirstSuspect(long seed)
      throws IOException {
    for (List<String> other : List.of(BANK, ABACUS)) {
      for (Trouble trouble : List.of(Trouble.SLOW, Trouble.FAILING, Trouble.GONE)) {
        Shop first = new Shop(seed).live(0, 900).live(900, 1_200, Trouble.SLOW, "store");
        Shop second = new Shop(seed + 9, other, "").live(0, 1_050);
        second.live(1_050, 1_350, trouble, other.get(2));
        List<Signal> signals = Shop.together(first.live(1_200, 1_550), second.live(1_350, 1_550));
        List<Failure> failures = failures(run(signals, other.getFirst() + trouble + seed, seed));
        List<Failure> closed = closedOnes(failures);
        assertEquals(2, ids(failures).size(), failures::toString);
        assertEquals(2, closed.size(), failures::toString);
        assertFailure(closed.get(0), "store", 900, 1_200);
        assertFailure(closed.get(1), other.get(2), 1_050, 1_350);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shopsThatFailAtTheSameMomentAreFailuresOfTheirOwn(long seed) throws IOException {
    Shop first = new Shop(seed).live(0, 900).live(900, 1_200, Trouble.SLOW, "store");
    Shop second = new Shop(seed + 9, BANK, "").live(0, 900);
    second.live(900, 1_200, Trouble.SLOW, "rates");
    Shop third = new Shop(seed + 18, ABACUS, "").live(0, 900);
    third.live(900, 1_200, Trouble.SLOW, "abf");
    List<Signal> signals =
        Shop.together(
            first.live(1_200, 1_400), second.live(1_200, 1_400), third.live(1_200, 1_400));
    Memory memory = memory("same" + seed);
    List<Failure> closed = closedOnes(failures(run(line(memory, seed), signals)));
    assertEquals(3, ids(closed).size(), "each has an id of its own");
    assertEquals(
        Set.of("store", "rates", "abf"),
        closed.stream().map(one -> one.suspects().getFirst().name()).collect(Collectors.toSet()));
    closed.forEach(
        one ->
            assertEquals(
                one.suspects().getFirst().name(),
                memory.get(one.id()).orElseThrow().subject(),
                "each is a case of its own"));
    Map<String, String> suspects = suspects(closed);
    // After a restart the journal may give back less of what was before.
    for (int from : List.of(0, signals.size() / 4)) {
      List<Failure> again =
          failures(run(line(memory, seed), signals.subList(from, signals.size())));
      assertEquals(suspects, suspects(closedOnes(again)), "each takes up its own case");
    }
    assertEquals(3, memory.cases(CaseQuery.all()).size());
  }

  private static Map<String, String> suspects(List<Failure> failures) {
    return failures.stream()
        .collect(Collectors.toMap(Failure::id, one -> one.suspects().getFirst().name()));
  }

  @Test
  void eachFailureIsToldByWhatBefellItsOwnShop() throws IOException {
    Shop first = new Shop(4).live(0, 900).live(900, 1_200, Trouble.SLOW, "store");
    Shop second = new Shop(5, BANK, "").live(0, 900).live(900, 1_200, Trouble.FAILING, "rates");
    List<Signal> signals = Shop.together(first.live(1_200, 1_400), second.live(1_200, 1_400));
    for (Failure failure : closedOnes(failures(run(signals, "told", 0)))) {
      boolean ofBank = BANK.contains(failure.suspects().getFirst().name());
      List<String> others = ofBank ? Shop.CHAIN : BANK;
      for (String other : others) {
        assertTrue(
            failure.evidence().stream().noneMatch(text -> text.matches(".*\\b" + other + "\\b.*")),
            failure.evidence()::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SLOW", "FAILING"},
      mode = Mode.INCLUDE)
  void whoIsOddAllDayBlindsNobody(Trouble odd) throws IOException {
    for (String faulty : List.of("store", "stock", "front")) {
      Shop shop = new Shop(6).live(0, 5_400).live(5_400, 5_700, Trouble.SLOW, faulty);
      Shop strange = new Shop(7, BANK, "").live(0, 900).live(900, 6_000, odd, "rates");
      List<Signal> signals = Shop.together(shop.live(5_700, 6_000), strange);
      List<Finding> findings = run(signals, odd + faulty, 0);
      List<Failure> failures = failures(findings);
      List<Failure> ofShop =
          failures.stream().filter(one -> one.startUnixNano() >= at(5_300)).toList();
      assertEquals(1, ids(ofShop).size(), failures::toString);
      assertFailure(closedOnes(ofShop).getFirst(), faulty, 5_400, 5_700);
      List<Failure> chronic =
          failures.stream().filter(one -> one.startUnixNano() < at(5_300)).toList();
      assertEquals(1, ids(chronic).size(), failures::toString);
      chronic.forEach(one -> assertEquals("rates", one.suspects().getFirst().name()));
      long silentAlarms =
          slices(findings).stream()
              .filter(slice -> Shop.CHAIN.contains(slice.service()))
              .filter(slice -> slice.endUnixNano() <= at(5_400))
              .filter(slice -> slice.score() >= 1)
              .count();
      assertEquals(0, silentAlarms, "the other shop is as always");
    }
  }

  /** The same, where both are in one system: the odd one is the neighbour of the one that fails. */
  @Test
  void whoIsOddAllDayBlindsNotItsOwnNeighbours() throws IOException {
    Shop shop = new Shop(8).live(0, 900).live(900, 5_400, Trouble.SLOW, "cart");
    List<Signal> signals =
        shop.live(5_400, 5_700, Trouble.SLOW, "store").live(5_700, 6_000).signals();
    List<Failure> late =
        failures(run(signals, "neighbours", 0)).stream()
            .filter(one -> one.startUnixNano() >= at(5_300))
            .toList();
    assertEquals(1, ids(late).size(), late::toString);
    assertEquals("store", late.getFirst().suspects().getFirst().name());
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SLOW", "FAILING"},
      mode = Mode.INCLUDE)
  void aDatabaseThatIsKnownByItsHostNameOnlyIsNamed(Trouble trouble) throws IOException {
    for (String database : List.of("store", "orders-db", "a.b.example")) {
      List<String> chain = List.of("front", "cart", "stock", database);
      Shop shop = new Shop(2, chain, database).live(0, FAULT).live(FAULT, END, trouble, database);
      List<Finding> findings = run(shop.live(END, END + 200).signals(), database + trouble, 0);
      List<Failure> failures = failures(findings);
      assertEquals(1, ids(failures).size(), failures::toString);
      assertFailure(closedOnes(failures).getFirst(), Shop.host(database), FAULT, END);
      assertTrue(
          slices(findings).stream()
              .map(SliceVerdict::service)
              .anyMatch(Shop.host(database)::equals));
    }
  }

  private static void assertFailure(Failure failure, String first, int from, int to) {
    assertEquals(first, failure.suspects().getFirst().name(), failure::toString);
    long late = failure.startUnixNano() - at(from);
    assertTrue(Math.abs(late) <= ONSET_TOLERANCE, "begins " + late / 1e9 + " s late");
    assertTrue(failure.endUnixNano() >= at(to) && failure.endUnixNano() <= at(to + 75));
  }

  private static List<Failure> closedOnes(List<Failure> failures) {
    return failures.stream().filter(one -> one.phase() == Phase.CLOSED).toList();
  }

  private static Set<String> ids(List<Failure> failures) {
    return failures.stream().map(Failure::id).collect(Collectors.toSet());
  }
}
