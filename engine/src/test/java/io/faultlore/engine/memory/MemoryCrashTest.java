package io.faultlore.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockFactory;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.apache.lucene.tests.store.MockDirectoryWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crashes with Lucene's own crash directory: what was not synced is lost, zeroed, cut or flipped.
 * {@code -Dfaultlore.seed=} moves to other seeds, {@code -Dfaultlore.crashes=} runs more of them.
 */
class MemoryCrashTest {
  private static final long FIRST_SEED = Long.getLong("faultlore.seed", 0);
  private static final int CRASHES = Integer.getInteger("faultlore.crashes", 200);
  private static final MemoryLimits LIMITS = new MemoryLimits(10_000, 256, 1_000, 1 << 16, 8_192);

  // Small, so that a crash often finds segments that were written and not committed.
  private static final int FLUSH_CHANGES = 32;

  @Test
  void nothingCommittedIsLostInACrash() throws IOException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CRASHES; seed++) {
      crash(seed);
    }
  }

  private static void crash(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Directory disk = new ByteBuffersDirectory();
    Map<String, Case> committed = new TreeMap<>();
    long position = -1;
    for (int life = 0; life < 3; life++) {
      MockDirectoryWrapper directory = crashable(disk, seed + life);
      Memory memory = new Memory(directory, LIMITS, FLUSH_CHANGES);
      assertEquals(position, memory.committedPosition(), () -> "seed " + seed);
      committed.forEach(
          (id, expected) -> assertEquals(expected, memory.get(id).orElse(null), "seed " + seed));
      Map<String, Case> remembered = new TreeMap<>(committed);
      for (int i = random.nextInt(400); i > 0; i--) {
        change(memory, remembered, random);
        if (random.nextInt(100) == 0) {
          memory.commit(++position);
          committed = new TreeMap<>(remembered);
        }
      }
      die(directory);
    }
  }

  /**
   * A merge may be closing a file at this moment, which the directory in memory refuses to damage
   * until it is closed; then the crash comes a moment later.
   */
  private static void die(MockDirectoryWrapper directory) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        directory.crash();
        return;
      } catch (RuntimeException busy) {
        if (attempt == 1_000 || !(busy.getCause() instanceof AccessDeniedException)) {
          throw busy;
        }
        LockSupport.parkNanos(100_000);
      }
    }
  }

  private static void change(Memory memory, Map<String, Case> kept, SplittableRandom random) {
    String id = "c" + random.nextInt(300);
    if (random.nextInt(5) == 0) {
      memory.forget(id);
      kept.remove(id);
    } else {
      Case fresh = Cases.of(id, random.nextInt(1_000), Cases.random(random, 8));
      memory.remember(fresh);
      kept.put(id, fresh);
      memory.remember(
          Cases.state("s" + random.nextInt(50), "cart", 1, Cases.random(random, 8), true));
    }
  }

  // A process that died has lost its locks, so each life gets new ones.
  private static MockDirectoryWrapper crashable(Directory disk, long seed) {
    MockDirectoryWrapper directory =
        new MockDirectoryWrapper(
            new Random(seed), new Relocked(disk, new SingleInstanceLockFactory()));
    directory.setUseSlowOpenClosers(false);
    directory.setThrottling(MockDirectoryWrapper.Throttling.NEVER);
    directory.setAssertNoUnrefencedFilesOnClose(false);
    directory.setCheckIndexOnClose(false);
    return directory;
  }

  private static final class Relocked extends FilterDirectory {
    private final LockFactory locks;

    Relocked(Directory in, LockFactory locks) {
      super(in);
      this.locks = locks;
    }

    @Override
    public Lock obtainLock(String name) throws IOException {
      return locks.obtainLock(this, name);
    }

    @Override
    public void close() {
      // The disk outlives the process.
    }
  }

  @Test
  void aFullDiskIsSurvivedAndNothingIsLost() throws IOException {
    MockDirectoryWrapper directory = crashable(new ByteBuffersDirectory(), FIRST_SEED);
    Memory memory = new Memory(directory, LIMITS, FLUSH_CHANGES);
    memory.remember(Cases.of("before", 1, Cases.random(new SplittableRandom(1), 8)));
    memory.commit(1);
    directory.setMaxSizeInBytes(directory.sizeInBytes() + 200);
    for (int i = 0; i < 700; i++) {
      memory.remember(Cases.of("c" + i, i, Cases.random(new SplittableRandom(i), 8)));
    }
    memory.commit(2);
    assertFalse(memory.writable());
    assertEquals(1, memory.committedPosition());
    assertEquals(701, memory.cases(CaseQuery.all()).size());
    memory.commit(3);
    assertFalse(memory.writable());

    directory.setMaxSizeInBytes(0);
    memory.commit(4);
    assertTrue(memory.writable());
    assertEquals(4, memory.committedPosition());
    memory.close();
    try (Memory again = new Memory(directory, LIMITS, FLUSH_CHANGES)) {
      assertEquals(701, again.cases(CaseQuery.all()).size());
      assertEquals(4, again.committedPosition());
    }
  }

  @Test
  void randomErrorsAreSurvived() throws IOException {
    MockDirectoryWrapper directory = crashable(new ByteBuffersDirectory(), FIRST_SEED);
    SplittableRandom random = new SplittableRandom(FIRST_SEED);
    Memory memory = new Memory(directory, LIMITS, FLUSH_CHANGES);
    Map<String, Case> remembered = new TreeMap<>();
    int failures = 0;
    for (int round = 0; round < 60; round++) {
      directory.setRandomIOExceptionRate(round % 3 == 0 ? 0.05 : 0);
      for (int i = 0; i < 300; i++) {
        change(memory, remembered, random);
      }
      memory.commit(round);
      failures += memory.writable() ? 0 : 1;
    }
    assertTrue(failures > 3, "the errors did not reach memory: " + failures);
    assertEquals(59, memory.committedPosition());
    memory.close();
    try (Memory again = new Memory(directory, LIMITS, FLUSH_CHANGES)) {
      assertEquals(remembered, asMap(again));
    }
  }

  private static Map<String, Case> asMap(Memory memory) {
    Map<String, Case> cases = new TreeMap<>();
    memory.cases(CaseQuery.all()).forEach(found -> cases.put(found.id(), found));
    return cases;
  }

  @Test
  void everyDamagedFileIsRefusedByName(@TempDir Path folder) throws IOException {
    try (Memory memory = Memory.open(folder, LIMITS)) {
      memory.remember(Cases.of("a", 1, Cases.random(new SplittableRandom(1), 8)));
      memory.commit(1);
      memory.remember(Cases.of("b", 1, Cases.random(new SplittableRandom(1), 8)));
      memory.commit(2);
    }
    int damaged = 0;
    for (Path file : files(folder)) {
      byte[] whole = Files.readAllBytes(file);
      if (whole.length > 0) {
        for (byte[] bad : damages(whole)) {
          Files.write(file, bad);
          refused(folder, file);
          damaged++;
        }
        Files.delete(file);
        refused(folder, file);
        Files.write(file, whole);
      }
    }
    assertTrue(damaged > 20, "only " + damaged);
    try (Memory memory = Memory.open(folder, LIMITS)) {
      assertEquals(2, memory.stats().cases());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<byte[]> damages(byte[] whole) {
    List<byte[]> damages = new ArrayList<>();
    damages.add(Arrays.copyOf(whole, whole.length / 2));
    damages.add(new byte[0]);
    for (int at : new int[] {0, 9, whole.length / 3, whole.length / 2, whole.length - 1}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      damages.add(flipped);
    }
    return damages;
  }

  private static void refused(Path folder, Path file) {
    UnusableMemoryException error =
        assertThrows(
            UnusableMemoryException.class, () -> Memory.open(folder, LIMITS), file::toString);
    String message = String.valueOf(error.getMessage());
    boolean named = message.contains(String.valueOf(file.getFileName()));
    // Without any segments file the message names what is there instead.
    assertTrue(named || message.contains("no segments file"), message);
  }
}
