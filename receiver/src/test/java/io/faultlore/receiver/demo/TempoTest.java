package io.faultlore.receiver.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TempoTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long FAULT = 10_000 * SECOND;

  private final AtomicLong now = new AtomicLong(FAULT - 12 * SECOND);

  @Test
  void untilTheFaultTimeIsTheTimeOfDayAndThenItRunsAsFastAsAsked() {
    Tempo tempo = new Tempo(now::get, FAULT, 4, false);
    assertEquals(FAULT - 12 * SECOND, tempo.nowUnixNano());
    now.set(FAULT + 3 * SECOND);
    assertEquals(FAULT + 12 * SECOND, tempo.nowUnixNano());
  }

  @Test
  void theOwnServerGetsAllOfHistoryAtOnce() {
    Tempo tempo = new Tempo(now::get, FAULT, 1, false);
    assertEquals(now.get(), tempo.allowedUnixNano(0));
  }

  @Test
  void aCollectorGetsTheLastTenMinutesAtThirtyTimesLife() {
    Tempo tempo = new Tempo(now::get, FAULT, 1, true);
    long calm = FAULT - 600 * SECOND;
    assertEquals(calm, tempo.allowedUnixNano(0));
    assertEquals(calm + 15 * SECOND, tempo.allowedUnixNano(calm));
    now.addAndGet(SECOND / 5);
    assertEquals(calm + 21 * SECOND, tempo.allowedUnixNano(calm + 15 * SECOND));
    assertEquals(now.get(), tempo.allowedUnixNano(now.get()), "never ahead of time");
  }

  @Test
  void whatAHiccupHeldUpComesAtTheSamePace() {
    Tempo tempo = new Tempo(now::get, FAULT, 1, true);
    long reached = tempo.allowedUnixNano(FAULT - 600 * SECOND);
    now.addAndGet(3 * SECOND);
    assertEquals(reached + 15 * SECOND, tempo.allowedUnixNano(reached));
  }
}
