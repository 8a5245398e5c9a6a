package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Disk.DiskFile;
import io.faultlore.receiver.journal.RecordFormat.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One journal file. Its name is its first position; a position is a file offset plus that base. The
 * header holds the totals before the first record:
 *
 * <pre>
 * magic 4 | base 8 | totals 9 x 8 | crc 4
 * </pre>
 */
final class Segment {
  static final String SUFFIX = ".journal";
  static final int HEADER_BYTES = 16 + 8 * Totals.LENGTH;
  private static final int MAGIC = 0x464c4a31; // "FLJ1"

  private final String name;
  private final long base;
  private final DiskFile file;
  private final Totals before;
  private volatile long end;

  private Segment(String name, long base, DiskFile file, Totals before, long end) {
    this.name = name;
    this.base = base;
    this.file = file;
    this.before = before;
    this.end = end;
  }

  static String name(long base) {
    return "%020d%s".formatted(base, SUFFIX);
  }

  /** Makes a new file; it is durable, name and header, when this returns. */
  static Segment create(Disk disk, long base, Totals before) throws IOException {
    disk.replace(name(base), header(base, before));
    return open(disk, name(base));
  }

  /**
   * Opens a file whose records are not yet checked.
   *
   * @throws JournalCorruptException when the header is not whole; a crash cannot do that
   */
  static Segment open(Disk disk, String name) throws IOException {
    DiskFile file = disk.open(name);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      file.read(header, 0);
      long base = header.getLong(4);
      if (header.hasRemaining() || !isWhole(header) || !name.equals(name(base))) {
        throw new JournalCorruptException(disk.describe(name), 0, "damaged header");
      }
      long[] counts = new long[Totals.LENGTH];
      header.position(12).asLongBuffer().get(counts);
      return new Segment(name, base, file, new Totals(counts), base + file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static ByteBuffer header(long base, Totals before) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putLong(base);
    for (long count : before.counts()) {
      header.putLong(count);
    }
    return header.putInt(checksum(header)).flip();
  }

  private static boolean isWhole(ByteBuffer header) {
    return header.getInt(0) == MAGIC && header.getInt(HEADER_BYTES - 4) == checksum(header);
  }

  private static int checksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, HEADER_BYTES - 4));
    return (int) crc.getValue();
  }

  String name() {
    return name;
  }

  long base() {
    return base;
  }

  /** Position of the first record. */
  long first() {
    return base + HEADER_BYTES;
  }

  /** Position behind the last whole record. */
  long end() {
    return end;
  }

  long bytes() {
    return end - base;
  }

  DiskFile file() {
    return file;
  }

  Totals before() {
    return before.copy();
  }

  /** Moves the end forward over what was written, or back over what is not wanted. */
  void endAt(long position) {
    end = position;
  }

  /** The record at a position, or empty when none that is whole lies before the end. */
  Optional<Entry> read(long position) throws IOException {
    return RecordFormat.read(file, position - base, end - base);
  }
}
