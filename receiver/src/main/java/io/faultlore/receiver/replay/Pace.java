package io.faultlore.receiver.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Waits; a test waits without losing time. */
public interface Pace {
  void pause(Duration time) throws InterruptedException;

  /** Nanoseconds since 1970 UTC. */
  long nowUnixNano();

  static Pace real() {
    InstantSource clock = InstantSource.system();
    return new Pace() {
      @Override
      public void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      }

      @Override
      public long nowUnixNano() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
      }
    };
  }
}
