package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.slice.EventClock.Verdict;
import org.junit.jupiter.api.Test;

/** Records may lie 100 ahead. */
class EventClockTest {
  private final EventClock clock = new EventClock(100);

  @Test
  void aJumpIsBelievedWhenAHundredRecordsOfTwoServicesAgree() {
    see(0, "a");
    for (int i = 1; i < EventClock.JUMP_RECORDS; i++) {
      assertEquals(Verdict.FUTURE, clock.see(1_000, -1, i % 2 == 0 ? "a" : "b", true));
    }
    assertEquals(Verdict.JUMPED, clock.see(1_000, -1, "a", true));
    assertEquals(1_000, clock.latest());
  }

  @Test
  void aClockThatOneServiceAloneHasIsNotBelieved() {
    see(0, "a");
    for (int i = 0; i < 10 * EventClock.JUMP_RECORDS; i++) {
      assertEquals(Verdict.FUTURE, clock.see(1_000, -1, "wrong", true));
    }
    assertEquals(0, clock.latest());
  }

  @Test
  void oneRecordOnTimeEndsTheAgreement() {
    see(0, "a");
    for (int i = 1; i < EventClock.JUMP_RECORDS; i++) {
      clock.see(1_000, -1, "a", false);
    }
    see(1, "b");
    assertEquals(Verdict.FUTURE, clock.see(1_000, -1, "a", false));
  }

  @Test
  void theWayBackNeedsMinutesOfTelemetry() {
    see(10_000, "a");
    for (int i = 1; i < EventClock.BACK_RECORDS; i++) {
      assertEquals(Verdict.LATE, clock.see(5, 9_000, "a", true));
    }
    assertEquals(Verdict.JUMPED_BACK, clock.see(5, 9_000, "a", true));
    assertEquals(5, clock.latest());
  }

  private void see(long time, String service) {
    assertEquals(Verdict.ON_TIME, clock.see(time, -1, service, true));
  }
}
