package io.faultlore.receiver.replay;

import java.time.Duration;

/** What became of one request that was sent once. */
sealed interface Reply {
  /** The receiver took it, all but the rejected records. */
  record Delivered(long rejected, String message) implements Reply {}

  /** To be sent again, after the delay at the earliest; zero when the receiver named none. */
  record Retryable(String reason, Duration delay) implements Reply {}

  /** Not to be sent again. */
  record Refused(String reason) implements Reply {}
}
