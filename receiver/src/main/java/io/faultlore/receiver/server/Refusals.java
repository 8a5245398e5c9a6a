package io.faultlore.receiver.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The words and delays of refusals that the server decides on itself. */
final class Refusals {
  /** Short, because a request in flight takes milliseconds; spread, so that not all come back. */
  private static final int RETRY_SECONDS_MAX = 5;

  private static final AtomicInteger refused = new AtomicInteger();

  private Refusals() {}

  static ExportResult tooLarge(long bytesMax) {
    return new ExportResult.TooLarge(
        "the request is larger than " + bytesMax + " bytes; send smaller batches");
  }

  static ExportResult busy() {
    return busy("too many requests at once");
  }

  static ExportResult busy(String reason) {
    int seconds = 1 + Math.floorMod(refused.getAndIncrement(), RETRY_SECONDS_MAX);
    return new ExportResult.Busy(Duration.ofSeconds(seconds), reason);
  }
}
