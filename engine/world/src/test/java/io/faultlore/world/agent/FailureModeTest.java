package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
