package io.faultlore.receiver.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Story STORY =
      new Story("redis", "cache flush", 100 * SECOND, "aa", "bb", "worker", "wrong tool", 0);

  private final AtomicLong now = new AtomicLong();
  private final Watch watch = new Watch(now::get, STORY, 50 * SECOND);

  private static Failure failure(String id, Phase phase, long start, long end, String suspect) {
    return new Failure(
        id,
        phase,
        Severity.WARNING,
        start * SECOND,
        end * SECOND,
        end * SECOND,
        end * SECOND,
        List.of(new Ranked(suspect, 1)),
        List.of(),
        List.of("latency of cart -> redis p50 12 ms -> 480 ms" + " and so on".repeat(20)),
        List.of(new SimilarCase("old", .91, "cache flush", "warmed it before the switch")),
        "");
  }

  @Test
  void theFirstVerdictKeepsItsMomentAndItsNewestFormIsShown() {
    now.set(130 * SECOND);
    watch.on(failure("f", Phase.OPENED, 105, 120, "cart"));
    now.set(160 * SECOND);
    watch.on(failure("f", Phase.UPDATED, 105, 150, "redis"));
    var seen = watch.view().failure().orElseThrow();
    assertEquals(130 * SECOND, seen.seenUnixNano());
    assertEquals("cart", seen.first().suspects().getFirst().name());
    assertEquals("redis", seen.latest().suspects().getFirst().name());
    assertEquals(0, watch.view().falseFailures());
    assertFalse(watch.view().isComplete(), "no step yet");
  }

  @Test
  void historyIsNoVerdictAndAFailureBeforeTheFaultIsAFalseOne() {
    watch.on(failure("old", Phase.OPENED, 10, 20, "cart"));
    watch.on(failure("early", Phase.OPENED, 60, 80, "cart"));
    assertTrue(watch.view().failure().isEmpty());
    assertEquals(1, watch.view().falseFailures());
  }
}
