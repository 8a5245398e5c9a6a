package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Disk.DiskFile;
import io.faultlore.receiver.journal.RecordFormat.Entry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a trimmed segment: what was accepted must still be known as a duplicate when its body
 * is gone. Written and synced before the segment is deleted.
 *
 * <pre>
 * magic 4 | crc 4 | (received 8 | count 4 | count keys)*
 * </pre>
 *
 * @param newestUnixMillis when the last of its requests came
 * @param keys how many it holds
 */
record KeyFile(String name, long newestUnixMillis, long keys) {
  static final String SUFFIX = ".keys";
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int MAGIC = 0x464c4b31; // "FLK1"
  private static final int HEADER_BYTES = 8;

  /** Takes keys in the order in which their requests came. */
  @FunctionalInterface
  interface Visitor {
    void visit(long receivedUnixMillis, long[] keys);
  }

  /** Writes the keys of a segment that is no longer written to. */
  static KeyFile of(Disk disk, Segment segment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(0);
    long newest = Long.MIN_VALUE;
    long count = 0;
    long position = segment.first();
    Optional<Entry> entry = segment.read(position);
    while (entry.isPresent()) {
      JournalRecord record = entry.get().record();
      out.writeLong(record.receivedUnixMillis());
      out.writeInt(record.keys().length);
      for (long key : record.keys()) {
        out.writeLong(key);
      }
      newest = Math.max(newest, record.receivedUnixMillis());
      count += record.keys().length;
      position += entry.get().bytes();
      entry = segment.read(position);
    }
    if (position < segment.end()) {
      LOG.warn(
          "{}: damaged at byte {}; its telemetry is stored, but what is sent again may count twice",
          disk.describe(segment.name()),
          position - segment.base());
    }
    ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
    content.putInt(4, checksum(content));
    String name = segment.name().replace(Segment.SUFFIX, SUFFIX);
    disk.replace(name, content);
    return new KeyFile(name, newest, count);
  }

  /** Reads a file; empty when it is damaged, for then its keys are lost but no telemetry is. */
  static Optional<KeyFile> read(Disk disk, String name, Visitor visitor) throws IOException {
    ByteBuffer content;
    try (DiskFile file = disk.open(name)) {
      content = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(content, 0);
    }
    content.flip();
    if (content.limit() < HEADER_BYTES
        || content.getInt() != MAGIC
        || content.getInt() != checksum(content)) {
      return Optional.empty();
    }
    long newest = Long.MIN_VALUE;
    long count = 0;
    while (content.hasRemaining()) {
      long received = content.getLong();
      long[] keys = new long[content.getInt()];
      content.asLongBuffer().get(keys);
      content.position(content.position() + 8 * keys.length);
      visitor.visit(received, keys);
      newest = Math.max(newest, received);
      count += keys.length;
    }
    return Optional.of(new KeyFile(name, newest, count));
  }

  private static int checksum(ByteBuffer content) {
    CRC32C crc = new CRC32C();
    crc.update(content.slice(HEADER_BYTES, content.limit() - HEADER_BYTES));
    return (int) crc.getValue();
  }
}
