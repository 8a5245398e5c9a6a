package io.faultlore.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void noKindComesASecondTimeBeforeEveryOtherCame() {
    Set<FaultKind> kinds =
        EnumSet.of(FaultKind.CPU_CONTENTION, FaultKind.MEMORY_LEAK, FaultKind.RATE_LIMITING);
    List<FaultKind> came =
        Schedule.random(Systems.shop(), List.copyOf(kinds), 0, 12 * HOUR, 300, 0, 5)
            .injections()
            .stream()
            .map(Injection::kind)
            .toList();

    assertTrue(came.size() > 30, came.toString());
    for (int round = 0; round + 3 <= came.size(); round += 3) {
      assertEquals(kinds, EnumSet.copyOf(came.subList(round, round + 3)), "round at " + round);
    }
  }
}
