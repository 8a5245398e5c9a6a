package io.faultlore.receiver.journal;

import static io.faultlore.receiver.journal.Records.numbered;
import static io.faultlore.receiver.journal.Records.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Disks that fail, fill up and lose power. */
class JournalFaultTest {
  private static final long SEED = Long.getLong("faultlore.seed", 0);

  @Test
  void whicheverChangeFailsTheAppendedStayAndItGoesOn() throws IOException {
    long all = changesWithoutFault();
    assertTrue(all > 40, "the fault has points to hit: " + all);
    for (long failing = 0; failing < all; failing++) {
      TestingDisk disk = new TestingDisk();
      disk.failChanges(failing, failing + 1);
      List<Integer> acknowledged = new ArrayList<>();
      try (Journal journal = openAgain(disk)) {
        write(journal, acknowledged);
        int last = 100;
        journal.append(List.of(numbered(last, 10, 1))); // the disk is well again
        acknowledged.add(last);
      }
      List<Integer> found = numbers(Records.open(disk.afterKill()));
      assertEquals(
          acknowledged.subList(acknowledged.size() - found.size(), acknowledged.size()),
          found,
          "change " + failing);
      assertTrue(found.size() >= 2, "only whole files behind the position go");
    }
  }

  private static long changesWithoutFault() throws IOException {
    TestingDisk disk = new TestingDisk();
    try (Journal journal = openAgain(disk)) {
      write(journal, new ArrayList<>());
    }
    return disk.changes();
  }

  private static Journal openAgain(TestingDisk disk) throws IOException {
    try {
      return Journal.open(disk, 3_000, 0, (received, keys) -> {});
    } catch (IOException firstFailure) {
      return Journal.open(disk, 3_000, 0, (received, keys) -> {});
    }
  }

  private static void write(Journal journal, List<Integer> acknowledged) {
    for (int i = 0; i < 20; i++) {
      try {
        journal.append(List.of(numbered(i, 300, 1)));
        acknowledged.add(i);
      } catch (IOException told) {
        // not acknowledged
      }
      try {
        journal.trim(journal.end() - 400);
      } catch (IOException later) {
        // the next call tries again
      }
    }
  }

  @Test
  void aFullDiskCutsTheHalfWrittenGroupBackAndRecoversByItself() throws IOException {
    TestingDisk disk = new TestingDisk();
    Journal journal = Records.open(disk);
    journal.append(List.of(numbered(0, 300, 1)));
    long used = disk.used();
    for (int room = 0; room < 3 * 345; room++) {
      disk.capacity(used + room);
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  journal.append(
                      List.of(numbered(1, 300, 1), numbered(2, 300, 1), numbered(3, 300, 1))));
      assertTrue(String.valueOf(e.getMessage()).contains("No space"));
      assertEquals(used, disk.used(), "half-written bytes are cut back");
      assertEquals(List.of(0), numbers(journal));
    }
    disk.capacity(Long.MAX_VALUE);
    journal.append(List.of(numbered(4, 300, 1)));
    assertEquals(List.of(0, 4), numbers(Records.open(disk.afterKill())));
  }

  @Test
  void aTailThatCannotBeCutBackYetIsOverwrittenLater() throws IOException {
    TestingDisk disk = new TestingDisk();
    Journal journal = Records.open(disk);
    journal.append(List.of(numbered(0, 300, 1)));
    disk.failChanges(1, 3); // the sync, and the cutting
    assertThrows(IOException.class, () -> journal.append(List.of(numbered(1, 500, 1))));
    journal.append(List.of(numbered(2, 10, 1)));
    assertEquals(List.of(0, 2), numbers(Records.open(disk.afterKill())));
  }

  @Test
  void nothingAcknowledgedIsLostWhenThePowerFails() throws IOException {
    int seeds = Integer.getInteger("faultlore.crashes", 300);
    for (long seed = SEED; seed < SEED + seeds; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      TestingDisk disk = new TestingDisk();
      List<Integer> acknowledged = new ArrayList<>();
      int next = 0;
      for (int crash = 0; crash < 4; crash++) {
        Journal journal = Journal.open(disk, 5_000, 0, (received, keys) -> {});
        assertContains(acknowledged, numbers(journal), seed);
        int groups = random.nextInt(12);
        for (int g = 0; g < groups; g++) {
          List<JournalRecord> group = new ArrayList<>();
          List<Integer> members = new ArrayList<>();
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            members.add(next);
            group.add(numbered(next++, random.nextInt(200), random.nextInt(4)));
          }
          boolean dies = g == groups - 1 && random.nextBoolean();
          if (dies) {
            disk.failChanges(random.nextInt(3), Long.MAX_VALUE);
          }
          try {
            journal.append(group);
            acknowledged.addAll(members);
            if (random.nextInt(3) == 0) {
              journal.trim(journal.end());
              acknowledged.retainAll(numbers(journal));
            }
          } catch (IOException told) {
            // not acknowledged
          }
        }
        disk = disk.afterPowerLoss(random);
      }
    }
  }

  /** Others may be between them: unanswered ones, and trimmed ones that came back. */
  private static void assertContains(List<Integer> acknowledged, List<Integer> found, long seed) {
    List<Integer> kept = new ArrayList<>(found);
    kept.retainAll(acknowledged);
    assertEquals(acknowledged, kept, () -> "seed " + seed + ", found " + found);
  }
}
