package io.faultlore.receiver.otlp;

import java.nio.file.Path;

/**
 * One line of a captured file: one export request.
 *
 * @param arrivalUnixNano when it arrived: the latest time of its records, or that of the lines
 *     around it where these disagree
 * @param json the line as it is in the file, OTLP/JSON; not copied, so nobody may write to it
 * @param lineNumber counted from 1
 */
// An array, because replay sends the line as it is.
@SuppressWarnings("ArrayRecordComponent")
public record CapturedBatch(
    long arrivalUnixNano, Decoded decoded, byte[] json, Path file, long lineNumber) {
  public SignalKind kind() {
    return decoded.kind();
  }

  /** Where the line is, for a person. */
  public String place() {
    return file + ", line " + lineNumber;
  }

  /**
   * The best that is known of when it arrived, also for its logs without a time.
   *
   * @param neighbourUnixNano when the line beside it arrived, or {@link Long#MIN_VALUE}
   */
  CapturedBatch orArrivedAt(long neighbourUnixNano) {
    long arrival = arrivalUnixNano == Long.MIN_VALUE ? neighbourUnixNano : arrivalUnixNano;
    return arrival == Long.MIN_VALUE
        ? this
        : new CapturedBatch(arrival, decoded.arrivedAt(arrival), json, file, lineNumber);
  }

  /** The same line, which arrived at another time than its records say. */
  CapturedBatch arrivedAt(long unixNano) {
    return new CapturedBatch(unixNano, decoded, json, file, lineNumber);
  }
}
