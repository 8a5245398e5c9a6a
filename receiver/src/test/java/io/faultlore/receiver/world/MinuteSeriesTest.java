package io.faultlore.receiver.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MinuteSeriesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int MINUTES = 60;

  private static double level(int minute) {
    return Math.sin(minute / 5.);
  }

  /** With a point of another value that comes after each, that much older. */
  private static double withLate(long nanosLate) {
    MinuteSeries series = new MinuteSeries();
    for (int i = 1; i <= MINUTES; i++) {
      long at = i * MINUTE + 30 * SECOND;
      series.add(at, level(i));
      series.add(at - nanosLate, i % 2 == 0 ? 9 : -9);
    }
    return series.autocorrelation();
  }

  @Test
  void latePointChangesNothing() {
    MinuteSeries inOrder = new MinuteSeries();
    for (int i = 1; i <= MINUTES; i++) {
      inOrder.add(i * MINUTE + 30 * SECOND, level(i));
    }
    assertEquals(inOrder.autocorrelation(), withLate(MINUTE), "of an earlier minute");
    assertEquals(inOrder.autocorrelation(), withLate(10 * SECOND), "of the same minute");
  }

  @Test
  void latestValueOfAMinuteCounts() {
    MinuteSeries last = new MinuteSeries();
    MinuteSeries all = new MinuteSeries();
    for (int i = 1; i <= MINUTES; i++) {
      all.add(i * MINUTE + 10 * SECOND, i == 1 ? level(1) : 5);
      all.add(i * MINUTE + 30 * SECOND, level(i));
      last.add(i * MINUTE + 30 * SECOND, level(i));
    }
    assertEquals(last.autocorrelation(), all.autocorrelation());
  }
}
