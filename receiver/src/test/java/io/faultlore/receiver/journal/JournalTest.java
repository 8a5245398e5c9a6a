package io.faultlore.receiver.journal;

import static io.faultlore.receiver.journal.Records.numbered;
import static io.faultlore.receiver.journal.Records.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.receiver.otlp.SignalKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final TestingDisk disk = new TestingDisk();

  @Test
  void recordsComeBackAsTheyWere() throws IOException {
    Journal journal = Records.open(disk);
    JournalRecord record = numbered(7, 100, 3);
    long[] ends = journal.append(List.of(record));

    Journal.Cursor cursor = Records.open(disk.afterKill()).replay(0);
    JournalRecord back = cursor.next().orElseThrow().record();

    assertEquals(record.kind(), back.kind());
    assertEquals(record.encoding(), back.encoding());
    assertEquals(record.receivedUnixMillis(), back.receivedUnixMillis());
    assertEquals(record.rejected(), back.rejected());
    assertArrayEquals(record.keys(), back.keys());
    assertArrayEquals(record.body(), back.body());
    assertEquals(ends[0], cursor.position());
    assertTrue(cursor.next().isEmpty());
  }

  @Test
  void replayBeginsBehindThePosition() throws IOException {
    Journal journal = Records.open(disk);
    long[] ends = journal.append(List.of(numbered(0, 9, 1), numbered(1, 9, 1), numbered(2, 9, 1)));

    assertEquals(List.of(0, 1, 2), numbers(journal, 0));
    assertEquals(List.of(1, 2), numbers(journal, ends[0]));
    assertEquals(List.of(2), numbers(journal, ends[1]));
    assertEquals(List.of(), numbers(journal, ends[2]));
  }

  @Test
  void aBodyLargerThanTheBufferIsWhole() throws IOException {
    Journal journal = Journal.open(disk, 1 << 26, 0, (received, keys) -> {});
    JournalRecord large = numbered(0, 3_000_001, 2);
    journal.append(List.of(large, numbered(1, 5, 1)));

    Journal.Cursor cursor = journal.replay(0);
    assertArrayEquals(large.body(), cursor.next().orElseThrow().record().body());
    assertEquals(List.of(0, 1), numbers(journal));
  }

  @Test
  void aGroupOfManyRequestsCostsOneSync() throws IOException {
    Journal journal = Records.open(disk);
    long before = disk.changes();
    List<JournalRecord> group = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      group.add(numbered(i, 50, 1));
    }
    journal.append(group);
    assertEquals(2, disk.changes() - before, "one write and one sync");
  }

  @Test
  void takesExactlyItsBytes() throws IOException {
    JournalRecord record = numbered(0, 1000, 1);
    long exact = 2L * Segment.HEADER_BYTES + RecordFormat.bytes(record);
    for (long bytesMax : new long[] {exact - 1, exact, exact + 1}) {
      Journal journal = Journal.open(new TestingDisk(), bytesMax, 0, (received, keys) -> {});
      if (bytesMax < exact) {
        assertThrows(JournalFullException.class, () -> journal.append(List.of(record)));
        assertEquals(List.of(), numbers(journal));
      } else {
        journal.append(List.of(record));
        assertEquals(bytesMax - exact, journal.remaining());
        assertThrows(JournalFullException.class, () -> journal.append(List.of(record)));
        assertEquals(List.of(0), numbers(journal));
      }
    }
  }

  @Test
  void trimmingDeletesWholeFilesBehindThePositionAndMakesRoom() throws IOException {
    Journal journal = Journal.open(disk, 3_700, 0, (received, keys) -> {});
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ends.add(journal.append(List.of(numbered(i, 300, 1)))[0]);
    }
    assertThrows(JournalFullException.class, () -> journal.append(List.of(numbered(9, 300, 1))));

    journal.trim(ends.get(4)); // three records a file: the second is still needed
    assertEquals(List.of(3, 4, 5, 6, 7, 8), numbers(journal));
    assertEquals(List.of(5, 6, 7, 8), numbers(journal, ends.get(4)));
    journal.append(List.of(numbered(9, 300, 1)));

    assertEquals(List.of(3, 4, 5, 6, 7, 8, 9), numbers(Records.open(disk.afterKill())));
  }

  @Test
  void trimmedKeysAreStillKnownAfterARestart() throws IOException {
    Journal journal = Journal.open(disk, 4_000, 0, (received, keys) -> {});
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      JournalRecord record = numbered(i, 300, 2);
      journal.append(List.of(record));
      sent.add(record.keys()[0]);
      sent.add(record.keys()[1]);
    }
    journal.trim(journal.end());

    List<Long> known = new ArrayList<>();
    Journal.open(
        disk.afterKill(),
        4_000,
        0,
        (received, keys) -> {
          for (long key : keys) {
            known.add(key);
          }
        });
    assertEquals(sent, known);
  }

  @Test
  void outlivedKeyFilesAreDeleted() throws IOException {
    Journal journal = Journal.open(disk, 4_000, 0, (received, keys) -> {});
    for (int i = 0; i < 9; i++) {
      journal.append(List.of(numbered(i, 300, 2)));
    }
    journal.trim(journal.end());
    assertEquals(2, keyFiles(disk));

    journal.forgetKeys(2_000, 100); // received at 0, 1, 2 s: 2 s is not older
    assertEquals(2, keyFiles(disk));
    journal.forgetKeys(2_001, 100);
    assertEquals(1, keyFiles(disk));
    journal.forgetKeys(0, 6);
    assertEquals(1, keyFiles(disk));
    journal.forgetKeys(0, 5);
    assertEquals(0, keyFiles(disk));
  }

  private static long keyFiles(TestingDisk disk) {
    return disk.names().stream().filter(name -> name.endsWith(KeyFile.SUFFIX)).count();
  }

  @Test
  void totalsSurviveTrimmingAndRestart() throws IOException {
    Journal journal = Journal.open(disk, 4_000, 0, (received, keys) -> {});
    for (int i = 0; i < 9; i++) {
      journal.append(List.of(numbered(i, 300, 2)));
    }
    journal.trim(journal.end());
    Journal again = Records.open(disk.afterKill());
    for (SignalKind kind : SignalKind.values()) {
      assertEquals(6, again.totals(kind).accepted());
      assertEquals(journal.totals(kind), again.totals(kind));
    }
    assertEquals(List.of(6, 7, 8), numbers(again));
  }

  @Test
  void anEngineThatHasNothingStartsAtZero() throws IOException {
    Journal journal = Journal.open(disk, 1 << 20, -1, (received, keys) -> {});
    journal.append(List.of(numbered(0, 10, 1)));
    assertEquals(List.of(Segment.name(0)), disk.names());
    assertEquals(List.of(0), numbers(journal, -1));
  }

  @Test
  void aLostJournalGoesOnWhereTheMemoryEnds() throws IOException {
    Journal journal = Journal.open(disk, 1 << 20, 5_000, (received, keys) -> {});
    assertTrue(journal.append(List.of(numbered(0, 10, 1)))[0] > 5_000);
    Journal behind = Journal.open(disk.afterKill(), 1 << 20, 1_000_000, (received, keys) -> {});
    assertTrue(behind.append(List.of(numbered(1, 10, 1)))[0] > 1_000_000);
    assertEquals(List.of(1), numbers(behind, 1_000_000));
  }
}
