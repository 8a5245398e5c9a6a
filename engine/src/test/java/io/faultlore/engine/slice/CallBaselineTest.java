package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.slice.TraceBaseline.CallBaseline;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A kind of call with twenty usual minutes of ten calls, compared with a few new ones. */
class CallBaselineTest {
  private static final CallKey KEY = new CallKey(CallKey.Kind.EDGE, "GET /cart", "cart");

  /** From here on an operator would want to know. */
  private static final double ALARM = 6;

  @Test
  void oneUnluckyCallIsNotSlowness() {
    CallBaseline usual = usually(10);
    assertTrue(usual.z(calls(10, 11, 9, 700)) > ALARM, "the mean alone would tell of it");
    assertEquals(0, usual.slowed(calls(10, 11, 9, 700)), .5);
    assertEquals(0, usual.slowed(calls(700)));
    assertEquals(0, usual.slowed(calls()));
  }

  @Test
  void callsThatAreAllSlowAre() {
    assertTrue(usually(10).slowed(calls(40, 45, 38, 41)) > ALARM);
    assertTrue(usually(10).slowed(calls(400, 400)) > ALARM);
  }

  @Test
  void lessThanAMillisecondIsNotWorthAnAlarm() {
    CallBaseline usual = usually(.2);
    CallStats fourTimes = calls(.8, .8, .8, .8, .8, .8, .8, .8);
    assertTrue(usual.z(fourTimes) > ALARM, "certain it is");
    assertEquals(6 * .6, usual.slowed(fourTimes), .05);
    assertTrue(usual.slowed(calls(2, 2, 2, 2, 2, 2, 2, 2)) > ALARM);
  }

  @Test
  void fasterCallsAreNotSlow() {
    assertEquals(0, usually(10).slowed(calls(2, 2, 2, 2)));
  }

  @Test
  void theSlowestCallSurvivesMerging() {
    CallStats merged = calls(700);
    merged.merge(calls(10, 11, 9));
    assertEquals(10, merged.meanMsWithoutSlowest(), 1e-9);
    CallStats other = calls(10, 11, 9);
    other.merge(calls(700));
    assertEquals(10, other.meanMsWithoutSlowest(), 1e-9);
  }

  private static CallBaseline usually(double ms) {
    TraceStats minute = new TraceStats();
    for (int i = 0; i < 10; i++) {
      minute.call(KEY).add(ms * (1 + .01 * (i % 3 - 1)), false, false);
    }
    CallBaseline usual = new TraceBaseline(Collections.nCopies(20, minute), 1_200).call(KEY);
    return Objects.requireNonNull(usual);
  }

  private static CallStats calls(double... ms) {
    CallStats stats = new CallStats();
    for (double one : ms) {
      stats.add(one, false, false);
    }
    return stats;
  }
}
