package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Disk.DiskFile;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a record lies in a file, big-endian:
 *
 * <pre>
 * magic 4 | crc 4 | length 4 | synced 8 | received 8 | items 4 | rejected 4 | tag 1 | keys | body
 * </pre>
 *
 * <p>The CRC32C covers everything behind it; {@code length} is that of keys and body. {@code
 * synced} is the position that was durable when the record was written: a later record with {@code
 * synced} behind a damaged one proves that the damaged one had been acknowledged, so recovery can
 * tell lost data from a torn write.
 */
final class RecordFormat {
  static final int MAGIC = 0x464c5231; // "FLR1"
  static final int HEADER_BYTES = 37;
  private static final int CHECKED_FROM = 8;

  private RecordFormat() {}

  /** A record read back; {@code bytes} is its whole length in the file. */
  record Entry(JournalRecord record, long synced, int bytes) {}

  static long bytes(JournalRecord record) {
    return HEADER_BYTES + 8L * record.keys().length + record.body().length;
  }

  /** Header and keys; the body follows as it is. */
  static ByteBuffer head(JournalRecord record, long synced) {
    long[] keys = record.keys();
    ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES + 8 * keys.length);
    head.putInt(MAGIC).putInt(0);
    head.putInt(8 * keys.length + record.body().length);
    head.putLong(synced).putLong(record.receivedUnixMillis());
    head.putInt(keys.length).putInt(record.rejected()).put(tag(record));
    head.asLongBuffer().put(keys);
    CRC32C crc = new CRC32C();
    crc.update(head.array(), CHECKED_FROM, head.capacity() - CHECKED_FROM);
    crc.update(record.body());
    head.putInt(4, (int) crc.getValue());
    return head.clear();
  }

  /** The record at {@code offset}, or empty when no whole and undamaged one lies there. */
  static Optional<Entry> read(DiskFile file, long offset, long end) throws IOException {
    if (end - offset < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    file.read(header, offset);
    int length = header.getInt(8);
    int items = header.getInt(28);
    if (header.getInt(0) != MAGIC
        || length < 0
        || length > end - offset - HEADER_BYTES
        || items < 0
        || 8L * items > length) {
      return Optional.empty();
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    file.read(payload, offset + HEADER_BYTES);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), CHECKED_FROM, HEADER_BYTES - CHECKED_FROM);
    crc.update(payload.array());
    return (int) crc.getValue() == header.getInt(4)
        ? Optional.of(entry(header, payload.flip(), items))
        : Optional.empty();
  }

  private static Entry entry(ByteBuffer header, ByteBuffer payload, int items) {
    LongBuffer keys = payload.asLongBuffer().slice(0, items);
    long[] values = new long[items];
    keys.get(values);
    byte[] body = new byte[payload.limit() - 8 * items];
    payload.get(8 * items, body);
    int tag = header.get(36);
    JournalRecord record =
        new JournalRecord(
            kind(tag >> 1),
            (tag & 1) == 0 ? Encoding.PROTOBUF : Encoding.JSON,
            header.getLong(20),
            header.getInt(32),
            values,
            body);
    return new Entry(record, header.getLong(12), HEADER_BYTES + payload.limit());
  }

  private static byte tag(JournalRecord record) {
    int encoding =
        switch (record.encoding()) {
          case PROTOBUF -> 0;
          case JSON -> 1;
        };
    return (byte) (code(record.kind()) << 1 | encoding);
  }

  /** The number that stands for a signal in files, whatever the order of the enum's constants. */
  static int code(SignalKind kind) {
    return switch (kind) {
      case TRACES -> 0;
      case METRICS -> 1;
      case LOGS -> 2;
    };
  }

  private static SignalKind kind(int code) {
    return switch (code) {
      case 0 -> SignalKind.TRACES;
      case 1 -> SignalKind.METRICS;
      case 2 -> SignalKind.LOGS;
      default -> throw new IllegalStateException("signal code " + code + " in a whole record");
    };
  }
}
