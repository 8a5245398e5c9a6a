package io.faultlore.receiver.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How fast the world of the demo lives: history as fast as it is taken, from the fault on live. */
final class Tempo {
  /** Simulated time before the fault in which a Collector is not hurried. */
  private static final Duration CALM = Duration.ofMinutes(10);

  /** Simulated seconds in a second of that time. */
  private static final double CALM_SPEED = 30;

  /** What a hiccup held up must not come as one burst. */
  private static final Duration CALM_STEP = Duration.ofMillis(500);

  private final LongSupplier clock;
  private final long fault;
  private final double speed;
  private final boolean throughCollector;
  private long asked;

  /**
   * A tempo.
   *
   * @param clock Unix nanoseconds
   * @param faultUnixNano from when on {@code speed} counts
   * @param speed simulated seconds in a second
   * @param throughCollector whether history goes through a Collector, too
   */
  Tempo(LongSupplier clock, long faultUnixNano, double speed, boolean throughCollector) {
    this.clock = clock;
    this.fault = faultUnixNano;
    this.speed = speed;
    this.throughCollector = throughCollector;
  }

  /** Simulated time, in Unix nanoseconds; until the fault it is the time of day. */
  long nowUnixNano() {
    long passed = clock.getAsLong() - fault;
    return passed <= 0 ? fault + passed : fault + (long) (passed * speed);
  }

  /**
   * How far telemetry may go by now. A Collector's parallel senders mix up what comes too fast, and
   * what comes too late is not judged, so before it matters history slows down.
   *
   * @param reachedUnixNano up to when it was sent
   */
  long allowedUnixNano(long reachedUnixNano) {
    if (!throughCollector) {
      return nowUnixNano();
    }
    long calm = fault - CALM.toNanos();
    if (reachedUnixNano < calm) {
      return calm;
    }
    long passed = Math.min(clock.getAsLong() - asked, CALM_STEP.toNanos());
    asked = clock.getAsLong();
    return Math.min(nowUnixNano(), reachedUnixNano + (long) (passed * Math.max(CALM_SPEED, speed)));
  }
}
