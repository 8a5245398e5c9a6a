package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.faultlore.engine.slice.EventClock.Verdict;
import org.junit.jupiter.api.Test;

/** Clocks that differ by 10 s are the same; the only source may be 300 s ahead. */
class EventClockTest {
  private static final long SECOND = 1_000_000_000L;

  private final EventClock clock = new EventClock(10 * SECOND, 300 * SECOND);

  @Test
  void theOnlySourceIsBelievedAtOnceWhenItIsNearAndAfterAHundredRecordsWhenItIsFar() {
    onTime("a", 0);
    onTime("a", 299);
    for (int i = 1; i < EventClock.JUMP_RECORDS; i++) {
      assertEquals(Verdict.EARLY, see("a", 1_000));
    }
    assertEquals(Verdict.JUMPED, see("a", 1_000));
    assertEquals(at(1_000), clock.latest());
  }

  @Test
  void aBatchOfOneSourceMovesNobody() {
    onTime("a", 0);
    onTime("b", 0);
    for (int i = 0; i < 10 * EventClock.JUMP_RECORDS; i++) {
      assertEquals(Verdict.EARLY, see("wrong", 600));
    }
    assertEquals(at(0), clock.latest());
  }

  @Test
  void whenAllMoveTheirFirstRecordsAreEnough() {
    onTime("a", 0);
    onTime("b", 0);
    onTime("c", 0);
    assertEquals(Verdict.EARLY, see("b", 30_000));
    assertEquals(Verdict.EARLY, see("a", 30_001));
    assertEquals(Verdict.JUMPED, see("c", 30_002));
    assertEquals(at(30_001), clock.latest(), "the median of what they say");
  }

  @Test
  void whenNobodyElseSpeaksAnyMoreTheOneWhoGoesOnForAMinuteIsFollowed() {
    onTime("a", 0);
    onTime("b", 0);
    Verdict last = Verdict.EARLY;
    int second = 0;
    for (; last == Verdict.EARLY && second < 1_000; second++) {
      last = see("a", 5_000 + second);
    }
    assertEquals(Verdict.JUMPED, last);
    assertEquals(EventClock.JUMP_RECORDS, second);
  }

  @Test
  void aRetriedBatchTakesNobodyBack() {
    onTime("a", 1_000);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(Verdict.LATE, see("a", 900 + i % 30));
    }
    assertEquals(at(1_000), clock.latest());
  }

  @Test
  void theFirstRecordOfACenturyAheadIsOutvoted() {
    onTime("wrong", 2.5e9);
    Verdict last = Verdict.LATE;
    for (int i = 0; last == Verdict.LATE && i < 10 * EventClock.JUMP_RECORDS; i++) {
      last = see("abc".substring(i % 3, i % 3 + 1), i / 100.0);
    }
    assertEquals(Verdict.JUMPED_BACK, last);
    onTime("a", 2);
  }

  @Test
  void sourcesAreBoundedAndTheOneSilentLongestGoes() {
    for (int i = 0; i <= EventClock.SOURCES_MAX; i++) {
      onTime("s" + i, i / 1e4);
    }
    assertEquals(EventClock.SOURCES_MAX, clock.sources());
    assertNotEquals(Verdict.LATE, see("s0", 1));
    assertEquals(EventClock.SOURCES_MAX, clock.sources());
  }

  private void onTime(String service, double second) {
    assertEquals(Verdict.ON_TIME, see(service, second));
  }

  private Verdict see(String service, double second) {
    long open = clock.latest() == Long.MIN_VALUE ? Long.MIN_VALUE : clock.latest() - 25 * SECOND;
    return clock.see(resource(service), at(second), open);
  }
}
