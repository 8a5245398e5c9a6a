package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.slice.Drops.Reason;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room for three. */
class RecentTest {
  private static final long MINUTE = 60_000_000_000L;

  private final Drops drops = new Drops();
  private long now = 1_000_000 * MINUTE;
  private final Recent<String, String> recent =
      new Recent<>(3, () -> now, drops, Reason.SERIES_LIMIT);

  @Test
  void whatSpeaksKeepsItsRoomAndTheNewcomerIsRefusedAndCounted() {
    assertEquals("a", hear("a"));
    assertEquals("b", hear("b"));
    assertEquals(2 / 3.0, recent.fill());
    assertEquals("c", hear("c"));
    assertEquals(1, recent.fill());
    assertNull(hear("d"));
    assertEquals("a", hear("a"));
    assertEquals(1, drops.of(Reason.SERIES_LIMIT));
  }

  @Test
  void whatHasBeenSilentLongestMakesRoom() {
    hear("a");
    hear("b");
    hear("c");
    now += Recent.ALIVE_NANOS;
    hear("a");
    assertNull(hear("d"), "b spoke just now");
    now++;
    assertNotNull(hear("d"));
    assertEquals(2, drops.of(Reason.SERIES_LIMIT), "b was still of use");
    hear("a");
    assertEquals("d", hear("d"));
    assertEquals(2, drops.of(Reason.SERIES_LIMIT));
  }

  @Test
  void whatNoBaselineUsesAnyMoreIsNoLossAndNoFill() {
    hear("a");
    hear("b");
    hear("c");
    now += Recent.USED_NANOS + 1;
    hear("c");
    assertEquals(1 / 3.0, recent.fill());
    hear("d");
    hear("e");
    assertEquals(0, drops.of(Reason.SERIES_LIMIT));
    assertEquals(1, recent.fill());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void neverMoreThanItsBoundWhateverTimeDoes(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      now += (long) (random.nextGaussian() * 10 * MINUTE);
      hear("k" + random.nextInt(20));
      assertTrue(recent.size() <= 3, "seed " + seed);
      assertTrue(recent.fill() <= 1, "seed " + seed);
    }
    now += 2 * Recent.USED_NANOS;
    assertEquals("new", hear("new"), "no jump of time closes it for good");
  }

  private @Nullable String hear(String key) {
    return recent.of(key, k -> k);
  }
}
