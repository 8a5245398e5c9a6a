package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Admission.Throttled;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a refused sender should wait: whole seconds from 1 to 30, spread so that senders do not
 * come back together. Longer waits make a Collector drop its data, shorter ones it ignores.
 */
final class RetryDelay {
  private final RandomGenerator random; // guarded by this class's lock
  private final Object lock = new Object();

  RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  /** The engine is behind; it catches up soon. */
  Throttled soon(String reason) {
    return between(1, 6, reason);
  }

  /** A person or another program has to make space first. */
  Throttled later(String reason) {
    return between(10, 30, reason);
  }

  private Throttled between(int from, int to, String reason) {
    synchronized (lock) {
      return new Throttled(Duration.ofSeconds(random.nextInt(from, to + 1)), reason);
    }
  }
}
