package io.faultlore.receiver.otlp;

import java.nio.file.Path;

/**
 * One line of a captured file: one export request.
 *
 * @param arrivalUnixNano when it arrived: the latest time of its records, as far as it agrees with
 *     the lines around it
 * @param json the line as it is in the file, OTLP/JSON; not copied, so nobody may write to it
 * @param lineNumber counted from 1
 */
// An array, because replay sends the line as it is.
@SuppressWarnings("ArrayRecordComponent")
public record CapturedBatch(
    long arrivalUnixNano, Decoded decoded, byte[] json, Path file, long lineNumber) {
  CapturedBatch at(long arrival) {
    return new CapturedBatch(arrival, decoded, json, file, lineNumber);
  }

  public SignalKind kind() {
    return decoded.kind();
  }
}
