package io.faultlore.receiver.journal;

import java.time.Duration;

/** What became of a submission. */
public sealed interface Admission {
  /** Durable: answer with success. */
  record Accepted(int newItems, int duplicates) implements Admission {}

  /** Full, slow or stopping: answer 503 or UNAVAILABLE with this delay (1 to 30 s). */
  record Throttled(Duration retryAfter, String reason) implements Admission {}
}
