package io.faultlore.receiver.journal;

import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.SignalKind;
import java.util.concurrent.TimeUnit;

/**
 * One acknowledged request.
 *
 * @param receivedUnixMillis wall time at which it came
 * @param rejected number of its items that the decoder found invalid
 * @param keys one key per valid item in decoded order; {@link #DUPLICATE} where the item had been
 *     accepted before and must not be replayed
 * @param body the request as received, decompressed
 */
// Arrays, because they go to the file as they are; nobody writes to them.
@SuppressWarnings("ArrayRecordComponent")
record JournalRecord(
    SignalKind kind,
    Encoding encoding,
    long receivedUnixMillis,
    int rejected,
    long[] keys,
    byte[] body) {
  static final long DUPLICATE = 0;

  long receivedUnixNano() {
    return TimeUnit.MILLISECONDS.toNanos(receivedUnixMillis);
  }

  int duplicates() {
    int count = 0;
    for (long key : keys) {
      count += key == DUPLICATE ? 1 : 0;
    }
    return count;
  }

  int accepted() {
    return keys.length - duplicates();
  }
}
