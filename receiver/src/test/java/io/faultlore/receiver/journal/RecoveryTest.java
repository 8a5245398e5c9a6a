package io.faultlore.receiver.journal;

import static io.faultlore.receiver.journal.Records.numbered;
import static io.faultlore.receiver.journal.Records.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal file that was cut anywhere, or in which any bit flipped. */
class RecoveryTest {
  private final TestingDisk disk = new TestingDisk();
  private final List<Long> ends = new ArrayList<>();
  private String name = "";
  private byte[] whole = new byte[0];

  @BeforeEach
  void writeSmallJournal() throws IOException {
    Journal journal = Records.open(disk);
    for (int i = 0; i < 4; i++) {
      ends.add(journal.append(List.of(numbered(i, 20 + i, i)))[0]);
    }
    name = disk.names().getFirst();
    whole = disk.bytes(name);
  }

  private static TestingDisk holding(String name, byte[] bytes) {
    TestingDisk disk = new TestingDisk();
    disk.put(name, bytes);
    return disk;
  }

  @Test
  void everyPrefixRecoversToItsWholeRecords() throws IOException {
    for (int length = Segment.HEADER_BYTES; length <= whole.length; length++) {
      int kept = length;
      long records = ends.stream().filter(end -> end <= kept).count();
      TestingDisk cut = holding(name, Arrays.copyOf(whole, length));

      Journal journal = Records.open(cut);
      assertEquals(records, journal.recovery().records(), "records at " + length);
      assertEquals(length - journal.end(), journal.recovery().cutBytes(), "torn tail at " + length);

      // It goes on from there, and what was cut stays away.
      journal.append(List.of(numbered(9, 7, 1)));
      List<Integer> numbers = numbers(Records.open(cut.afterKill()));
      assertEquals(records + 1, numbers.size());
      assertEquals(9, numbers.getLast());
    }
  }

  @Test
  void everyFlippedBitIsFoundWithFileAndOffset() throws IOException {
    long lastRecord = ends.get(2);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      TestingDisk damaged = holding(name, flipped);
      int at = bit / 8;
      if (at >= lastRecord) {
        // Nothing behind it proves that it was acknowledged: the same as a torn write.
        Recovery recovery = Records.open(damaged).recovery();
        assertEquals(3, recovery.records(), "bit " + bit);
        assertEquals(whole.length - lastRecord, recovery.cutBytes(), "bit " + bit);
      } else {
        JournalCorruptException e =
            assertThrows(JournalCorruptException.class, () -> Records.open(damaged), "bit " + bit);
        assertEquals(name, e.file());
        long record =
            at < Segment.HEADER_BYTES
                ? 0
                : ends.stream()
                    .filter(end -> end <= at)
                    .reduce((a, b) -> b)
                    .orElse((long) Segment.HEADER_BYTES);
        assertEquals(record, e.offset(), "bit " + bit);
        assertTrue(String.valueOf(e.getMessage()).startsWith(name + ": "), e.getMessage());
      }
    }
  }

  @Test
  void zeroesAtTheEndAreATornTail() throws IOException {
    TestingDisk zeroes = holding(name, Arrays.copyOf(whole, whole.length + 100_000));
    Journal journal = Records.open(zeroes);
    assertEquals(4, journal.recovery().records());
    assertEquals(100_000, journal.recovery().cutBytes());
  }

  @Test
  void aTornRecordBeforeAWholeOneOfTheSameGroupIsCutWithIt() throws IOException {
    TestingDisk one = new TestingDisk();
    Journal journal = Records.open(one);
    journal.append(List.of(numbered(0, 20, 1)));
    long acknowledged = journal.end();
    journal.append(List.of(numbered(1, 20, 1), numbered(2, 20, 1)));
    byte[] bytes = one.bytes(name);
    bytes[(int) acknowledged + 50] ^= 1; // pages reach a disk in any order

    Recovery recovery = Records.open(holding(name, bytes)).recovery();
    assertEquals(1, recovery.records());
    assertEquals(bytes.length - acknowledged, recovery.cutBytes());
  }

  @Test
  void damageInAnEarlierFileIsNeverCut() throws IOException {
    TestingDisk two = new TestingDisk();
    Journal journal = Journal.open(two, 2_000, 0, (received, keys) -> {});
    for (int i = 0; i < 4; i++) {
      journal.append(List.of(numbered(i, 300, 1)));
    }
    String first = two.names().getFirst();
    byte[] bytes = two.bytes(first);
    two.put(first, Arrays.copyOf(bytes, bytes.length - 1));
    JournalCorruptException e =
        assertThrows(JournalCorruptException.class, () -> Records.open(two.afterKill()));
    assertEquals(first, e.file());
  }

  @Test
  void aFileThatWasMovedAwayIsCountedAndTheRestGoesOn() throws IOException {
    TestingDisk three = new TestingDisk();
    Journal journal = Journal.open(three, 3_700, 0, (received, keys) -> {});
    for (int i = 0; i < 9; i++) {
      journal.append(List.of(numbered(i, 300, 1)));
    }
    String second = three.names().get(1);
    long bytes = three.bytes(second).length;
    three.delete(second);

    Journal again = Records.open(three.afterKill());
    assertEquals(bytes, again.recovery().missingBytes());
    assertEquals(List.of(0, 1, 2, 6, 7, 8), numbers(again));
  }

  @Test
  void filesThatWereBeingWrittenAreDeleted() throws IOException {
    disk.put("00000000000000000000.keys.tmp", new byte[5]);
    Records.open(disk);
    assertEquals(List.of(name), disk.names());
  }

  @Test
  void aDamagedKeyFileIsToldAndLosesNoTelemetry() throws IOException {
    disk.put("00000000000000000001.keys", new byte[50]);
    Recovery recovery = Records.open(disk).recovery();
    assertEquals(1, recovery.damagedKeyFiles());
    assertEquals(4, recovery.records());
  }

  @Test
  void everyFlippedBitOfAKeyFileIsFound() throws IOException {
    KeyFile.of(disk, Segment.open(disk, name));
    String keys = disk.names().get(1);
    byte[] bytes = disk.bytes(keys);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(
          KeyFile.read(holding(keys, flipped), keys, (received, all) -> {}).isEmpty(),
          "bit " + bit);
    }
    assertTrue(KeyFile.read(disk, keys, (received, all) -> {}).isPresent());
  }
}
