package io.faultlore.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SystemsTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void randomSystemsAreOfTheFamily() {
    for (int seed = 0; seed < 40; seed++) {
      SystemPlan plan = Systems.random(seed);
      int size = plan.services().size();
      assertTrue(size >= 4 && size <= 60, plan.name() + " has " + size);
      assertEquals(plan, Systems.random(seed));
      Schedule schedule =
          Schedule.random(plan, List.of(FaultKind.values()), START, START + HOUR, 120, 600, seed);
      assertTrue(!schedule.injections().isEmpty());
    }
    assertThrows(IllegalArgumentException.class, () -> Systems.random(1, 3));
    assertThrows(IllegalArgumentException.class, () -> Systems.random(1, 61));
  }
}
