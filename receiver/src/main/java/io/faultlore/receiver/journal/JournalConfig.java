package io.faultlore.receiver.journal;

import java.time.Duration;

/**
 * Bounds of the journal and of what waits behind it.
 *
 * @param bytesMax file bytes that the engine has not made durable yet; when they are used up,
 *     senders are told to wait
 * @param queueBytesMax request bodies in memory between acknowledgement and engine; decoded they
 *     take about five times as much
 * @param queueItemsMax the same, in items
 * @param dedupHours how long an item is known when it comes again; at least as long as the shipped
 *     Collector configuration retries (1 h)
 * @param dedupKeysMax how many items are known at most
 */
public record JournalConfig(
    long bytesMax, long queueBytesMax, long queueItemsMax, double dedupHours, int dedupKeysMax) {
  private static final double RETRY_HOURS = 1;

  public JournalConfig {
    check(bytesMax >= 4 * queueBytesMax, "bytesMax must be at least 4 x queueBytesMax");
    check(queueBytesMax >= 1 << 20, "queueBytesMax must be at least 1 MiB");
    check(queueItemsMax >= 1, "queueItemsMax must be at least 1");
    check(
        dedupHours >= RETRY_HOURS && dedupHours <= 168,
        "dedupHours must be between 1 (as long as the Collector retries) and 168");
    check(dedupKeysMax >= 1, "dedupKeysMax must be at least 1");
  }

  /**
   * 4 GiB carry hours of a stopped engine at 300 kB/s; 128 MiB of waiting bodies are about 0.7 GB
   * of heap; 8 million keys are about 0.2 GB.
   */
  public static JournalConfig defaults() {
    return new JournalConfig(4L << 30, 128L << 20, 1_000_000, 2, 8_000_000);
  }

  Duration dedupLife() {
    return Duration.ofMillis((long) (dedupHours * 3_600_000));
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
