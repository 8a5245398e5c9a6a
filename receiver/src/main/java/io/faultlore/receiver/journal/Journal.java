package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.RecordFormat.Entry;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in append-only files. One thread appends whole groups with one sync each; another may
 * read and trim behind it. A position is a byte count that only grows.
 */
final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** Small enough that trimming frees space soon, large enough that files stay few. */
  private static final long SEGMENT_BYTES_MAX = 64 << 20;

  /** Small requests of a group reach the file in one call. */
  private static final int BUFFER_BYTES = 1 << 20;

  private final Disk disk;
  private final long bytesMax;
  private final long segmentBytes;
  private final ByteBuffer buffer;
  private final Recovery recovery;

  private final Object lock = new Object();
  private final Deque<Segment> segments; // guarded by lock
  private final Deque<KeyFile> keyFiles; // guarded by lock
  private final Totals totals; // guarded by lock
  private boolean tailIsDirty;

  private Journal(Disk disk, long bytesMax, Recovery recovery) {
    this.disk = disk;
    this.bytesMax = bytesMax;
    this.segmentBytes = Math.min(SEGMENT_BYTES_MAX, bytesMax / 4);
    this.buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, segmentBytes));
    this.recovery = recovery;
    this.segments = recovery.segments();
    this.keyFiles = recovery.keyFiles();
    this.totals = recovery.totals();
  }

  /**
   * Reads what is there, or makes a new journal.
   *
   * @param fromPosition what the engine has, or a negative number for nothing; a journal that ends
   *     before it was lost, and goes on from there so that positions keep growing
   * @param visitor is told every key that is still on disk, oldest first
   * @throws JournalCorruptException when acknowledged records cannot be read
   */
  static Journal open(Disk disk, long bytesMax, long fromPosition, KeyFile.Visitor visitor)
      throws IOException {
    Journal journal = new Journal(disk, bytesMax, Recovery.of(disk, visitor));
    journal.beginAt(Math.max(0, fromPosition));
    return journal;
  }

  private void beginAt(long fromPosition) throws IOException {
    if (segments.isEmpty()) {
      segments.add(Segment.create(disk, fromPosition, totals));
    } else if (segments.getLast().end() < fromPosition) {
      LOG.warn(
          "the journal ends at {}, the memory knows {}: journal files are missing",
          segments.getLast().end(),
          fromPosition);
      segments.add(Segment.create(disk, fromPosition, totals));
    } else if (segments.getFirst().base() > fromPosition && fromPosition > 0) {
      LOG.warn(
          "the journal begins at {}, the memory ends at {}: what lies between is not replayed",
          segments.getFirst().base(),
          fromPosition);
    }
  }

  /**
   * Appends the records and syncs once. All of them or none: after an exception nothing of the
   * group remains.
   *
   * @return the position behind each record
   * @throws JournalFullException when the group does not fit
   */
  long[] append(List<JournalRecord> group) throws IOException {
    long groupBytes = group.stream().mapToLong(RecordFormat::bytes).sum();
    if (groupBytes > remaining()) {
      throw new JournalFullException(bytesMax);
    }
    Segment active = active();
    long start = active.end();
    try {
      if (tailIsDirty) {
        active.file().truncate(active.bytes());
        tailIsDirty = false;
      }
      long[] ends = write(active, group);
      active.file().sync();
      active.endAt(start + groupBytes);
      for (JournalRecord record : group) {
        count(record.kind(), record.accepted(), record.duplicates(), record.rejected());
      }
      return ends;
    } catch (IOException e) {
      cutBack(active);
      throw e;
    }
  }

  private Segment active() throws IOException {
    Segment active = lastSegment();
    if (active.bytes() < segmentBytes) {
      return active;
    }
    Totals before;
    synchronized (lock) {
      before = totals.copy();
    }
    Segment next = Segment.create(disk, active.end(), before);
    synchronized (lock) {
      segments.add(next);
    }
    return next;
  }

  private long[] write(Segment active, List<JournalRecord> group) throws IOException {
    long[] ends = new long[group.size()];
    long at = active.end();
    FileTail tail = new FileTail(active.file(), active.bytes(), buffer);
    for (int i = 0; i < ends.length; i++) {
      JournalRecord record = group.get(i);
      tail.put(RecordFormat.head(record, active.end()));
      tail.put(ByteBuffer.wrap(record.body()));
      at += RecordFormat.bytes(record);
      ends[i] = at;
    }
    tail.flush();
    return ends;
  }

  private void cutBack(Segment active) {
    try {
      active.file().truncate(active.bytes());
      tailIsDirty = false;
    } catch (IOException stillBroken) {
      tailIsDirty = true;
      LOG.warn("cannot cut the journal back yet: {}", stillBroken.getMessage());
    }
  }

  /** Counts what needs no record because nothing of it was new. */
  void count(SignalKind kind, int accepted, int duplicates, int rejected) {
    synchronized (lock) {
      totals.add(kind, accepted, duplicates, rejected);
    }
  }

  ItemTotals totals(SignalKind kind) {
    synchronized (lock) {
      return totals.of(kind);
    }
  }

  /**
   * Deletes files that lie wholly behind the position, their keys kept aside. Called by one thread.
   */
  void trim(long position) throws IOException {
    for (Segment oldest = firstSegment();
        oldest.end() <= position && oldest != lastSegment();
        oldest = firstSegment()) {
      KeyFile keys = KeyFile.of(disk, oldest);
      disk.delete(oldest.name()); // when it fails, the next call begins with this file again
      synchronized (lock) {
        segments.removeFirst();
        keyFiles.add(keys);
      }
      oldest.file().close();
    }
  }

  /** Deletes key files that are older than the time, or beyond the count. Called by one thread. */
  void forgetKeys(long beforeUnixMillis, long keysMax) throws IOException {
    List<KeyFile> outlived = new ArrayList<>();
    synchronized (lock) {
      long keys = keyFiles.stream().mapToLong(KeyFile::keys).sum();
      while (!keyFiles.isEmpty()
          && (keys > keysMax || keyFiles.getFirst().newestUnixMillis() < beforeUnixMillis)) {
        keys -= keyFiles.getFirst().keys();
        outlived.add(keyFiles.removeFirst());
      }
    }
    for (KeyFile file : outlived) {
      disk.delete(file.name());
    }
  }

  /** Reads records that end behind {@code fromPosition}, up to what is durable now. */
  Cursor replay(long fromPosition) {
    return new Cursor(fromPosition, end());
  }

  /** Position behind the last durable record. */
  long end() {
    return lastSegment().end();
  }

  long bytes() {
    synchronized (lock) {
      return segments.stream().mapToLong(Segment::bytes).sum();
    }
  }

  long bytesMax() {
    return bytesMax;
  }

  /** Bytes that still fit; a new file's header is always kept free. */
  long remaining() {
    return Math.max(0, bytesMax - bytes() - Segment.HEADER_BYTES);
  }

  Recovery recovery() {
    return recovery;
  }

  private Segment firstSegment() {
    synchronized (lock) {
      return segments.getFirst();
    }
  }

  private Segment lastSegment() {
    synchronized (lock) {
      return segments.getLast();
    }
  }

  private Optional<Segment> segmentAt(long position) {
    synchronized (lock) {
      return segments.stream().filter(segment -> segment.end() > position).findFirst();
    }
  }

  @Override
  public void close() throws IOException {
    Deque<Segment> open;
    synchronized (lock) {
      open = new ArrayDeque<>(segments);
    }
    for (Segment segment : open) {
      segment.file().close();
    }
    disk.close();
  }

  /** A reader that goes forward; it holds no more than one record. */
  final class Cursor {
    private final long from;
    private final long to;
    private long position;

    private Cursor(long from, long to) {
      this.from = from;
      this.to = to;
      // Positions inside a file are found by walking from its start, so that any position works.
      this.position = segmentAt(from).map(Segment::first).orElse(to);
    }

    /**
     * The next record, or empty at the end.
     *
     * @throws JournalCorruptException when the file changed after recovery had read it
     */
    Optional<Entry> next() throws IOException {
      while (position < to) {
        Segment segment = segmentAt(position).orElseThrow();
        position = Math.max(position, segment.first());
        if (position < segment.end()) {
          Entry entry = read(segment);
          if (position > from) {
            return Optional.of(entry);
          }
        }
      }
      return Optional.empty();
    }

    /** Position behind the last record that was read. */
    long position() {
      return position;
    }

    private Entry read(Segment segment) throws IOException {
      Optional<Entry> entry = segment.read(position);
      if (entry.isEmpty()) {
        throw new JournalCorruptException(
            disk.describe(segment.name()), position - segment.base(), "damaged record");
      }
      position += entry.get().bytes();
      return entry.get();
    }
  }
}
