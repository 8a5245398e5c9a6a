package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Disk.DiskFile;
import io.faultlore.receiver.journal.RecordFormat.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal directory after a stop or a crash. A torn tail of the last file was never
 * acknowledged and is cut; damage anywhere else hides acknowledged records, so the start is refused
 * with file and offset.
 *
 * @param segments in order of position, all of their records whole
 * @param keyFiles in order of position
 * @param totals items counted up to the end
 * @param records whole records found
 * @param cutBytes length of the torn tail
 * @param missingBytes length of what an administrator took away between two files
 * @param damagedKeyFiles key files that could not be read; their items may be accepted twice
 */
record Recovery(
    Deque<Segment> segments,
    Deque<KeyFile> keyFiles,
    Totals totals,
    long records,
    long cutBytes,
    long missingBytes,
    int damagedKeyFiles) {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int CHUNK_BYTES = 1 << 20;

  static Recovery of(Disk disk, KeyFile.Visitor visitor) throws IOException {
    List<String> names = disk.names();
    for (String name : names) {
      if (name.endsWith(Disk.TEMPORARY)) {
        disk.delete(name);
      }
    }
    Scan scan = new Scan(disk, visitor);
    for (String name : endingWith(names, KeyFile.SUFFIX)) {
      if (names.contains(name.replace(KeyFile.SUFFIX, Segment.SUFFIX))) {
        disk.delete(name); // the crash came before the segment's deletion: it still has its keys
      } else {
        scan.keyFile(name);
      }
    }
    List<String> files = endingWith(names, Segment.SUFFIX);
    for (String name : files) {
      scan.segment(name, name.equals(files.getLast()));
    }
    return scan.result();
  }

  private static List<String> endingWith(List<String> names, String suffix) {
    return names.stream().filter(name -> name.endsWith(suffix)).toList();
  }

  private static final class Scan {
    private final Disk disk;
    private final KeyFile.Visitor visitor;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<KeyFile> keyFiles = new ArrayDeque<>();
    private Totals totals = Totals.zero();
    private long records;
    private long cutBytes;
    private long missingBytes;
    private int damagedKeyFiles;

    Scan(Disk disk, KeyFile.Visitor visitor) {
      this.disk = disk;
      this.visitor = visitor;
    }

    Recovery result() {
      return new Recovery(
          segments, keyFiles, totals, records, cutBytes, missingBytes, damagedKeyFiles);
    }

    void keyFile(String name) throws IOException {
      Optional<KeyFile> file = KeyFile.read(disk, name, visitor);
      file.ifPresent(keyFiles::add);
      if (file.isEmpty()) {
        damagedKeyFiles++;
        LOG.warn(
            "{} is damaged and left aside: items that are sent again may count twice",
            disk.describe(name));
      }
    }

    void segment(String name, boolean last) throws IOException {
      Segment segment = Segment.open(disk, name);
      long expected = segments.isEmpty() ? segment.base() : segments.getLast().end();
      if (segment.base() != expected) {
        missingBytes += segment.base() - expected;
        LOG.warn(
            "{} begins {} bytes behind the file before it: a file is missing",
            disk.describe(name),
            segment.base() - expected);
      }
      totals = segment.before();
      long position = segment.first();
      while (position < segment.end()) {
        Optional<Entry> entry = segment.read(position);
        if (entry.isEmpty()) {
          cut(segment, position, last);
          break;
        }
        take(entry.get().record());
        position += entry.get().bytes();
      }
      segments.add(segment);
    }

    private void take(JournalRecord record) {
      records++;
      totals.add(record.kind(), record.accepted(), record.duplicates(), record.rejected());
      visitor.visit(record.receivedUnixMillis(), record.keys());
    }

    private void cut(Segment segment, long position, boolean last) throws IOException {
      if (!last || isAcknowledged(segment, position)) {
        throw new JournalCorruptException(
            disk.describe(segment.name()),
            position - segment.base(),
            "damaged record with acknowledged ones behind it");
      }
      cutBytes = segment.end() - position;
      LOG.warn(
          "{}: cut a torn tail of {} bytes at byte {}",
          disk.describe(segment.name()),
          cutBytes,
          position - segment.base());
      segment.file().truncate(position - segment.base());
      segment.file().sync();
      segment.endAt(position);
    }

    /** Whether a later whole record was written when what lies at the position was durable. */
    private static boolean isAcknowledged(Segment segment, long position) throws IOException {
      DiskFile file = segment.file();
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, segment.end() - position));
      for (long at = position + 1; at < segment.end(); at += CHUNK_BYTES - Integer.BYTES + 1) {
        file.read(chunk.clear(), at - segment.base());
        chunk.flip();
        for (int i = 0; i + Integer.BYTES <= chunk.limit(); i++) {
          if (chunk.getInt(i) == RecordFormat.MAGIC && provesSync(segment, at + i, position)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean provesSync(Segment segment, long candidate, long position)
        throws IOException {
      Optional<Entry> entry = segment.read(candidate);
      return entry.isPresent()
          && entry.get().synced() > position
          && entry.get().synced() <= candidate;
    }
  }
}
