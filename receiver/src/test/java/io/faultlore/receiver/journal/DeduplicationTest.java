package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
  private static final long HOUR = 3_600_000;
  private final Deduplication known = new Deduplication(Duration.ofHours(2), 1_000);

  @Test
  void aKeyIsKnownForItsLifeAndNotMuchLonger() {
    known.add(0, new long[] {1});
    known.add(2 * HOUR, new long[] {2});
    assertTrue(known.isKnown(1), "exactly its life");
    known.add(2 * HOUR + HOUR / 2 + 1, new long[] {3});
    assertFalse(known.isKnown(1), "a quarter longer");
    assertTrue(known.isKnown(2));
    assertEquals(2, known.size());
    assertEquals(0, known.evicted());
  }

  @Test
  void aClockThatJumpsBackForgetsNothing() {
    known.add(5 * HOUR, new long[] {1});
    known.add(0, new long[] {2});
    known.add(5 * HOUR, new long[] {3});
    assertTrue(known.isKnown(1) && known.isKnown(2) && known.isKnown(3));
  }

  @Test
  void theOldestGoFirstBeyondTheBoundAndAreCounted() {
    for (int i = 1; i <= 1_000; i++) {
      known.add(i, new long[] {i});
      assertEquals(i, known.size(), "limit -1 and limit hold");
    }
    assertEquals(0, known.evicted());
    known.add(1_001, new long[] {1_001});
    assertEquals(250, known.evicted(), "limit +1: a quarter goes");
    assertEquals(751, known.size());
    assertFalse(known.isKnown(250));
    assertTrue(known.isKnown(251) && known.isKnown(1_001));
  }

  @Test
  void markedDuplicatesAreNotKeys() {
    known.add(0, new long[] {JournalRecord.DUPLICATE, 5});
    assertEquals(1, known.size());
    assertFalse(known.isKnown(JournalRecord.DUPLICATE));
  }

  @Test
  void theSetHoldsWhatAHashSetHolds() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    LongSet set = new LongSet();
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      long key = 1 + random.nextLong(30_000) * (random.nextBoolean() ? 1 : 1L << 32);
      assertEquals(expected.contains(key), set.contains(key));
      assertEquals(expected.add(key), set.add(key));
      assertEquals(expected.size(), set.size());
    }
  }
}
