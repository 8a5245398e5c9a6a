package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureModeTest {
  @Test
  void everyModeIsFoundByItsName() {
    for (FailureMode mode : FailureMode.values()) {
      assertEquals(mode, FailureMode.named(mode.word()));
      assertEquals(mode, FailureMode.named(" " + mode.name().replace('_', '-')));
    }
  }

  @Test
  void unknownNameListsTheKnown() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FailureMode.named("boredom"));

    for (FailureMode mode : FailureMode.values()) {
      assertTrue(String.valueOf(refused.getMessage()).contains(mode.word()));
    }
  }

  @Test
  void everyGroupHasModes() {
    assertTrue(FailureMode.values().length >= 14);
    assertEquals(
        FailureMode.Group.values().length,
        Arrays.stream(FailureMode.values())
            .map(FailureMode::group)
            .collect(Collectors.toSet())
            .size());
  }
}
