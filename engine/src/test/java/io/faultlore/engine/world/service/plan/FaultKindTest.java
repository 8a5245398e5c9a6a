package io.faultlore.engine.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaultKindTest {
  @Test
  void unknownFaultNamesThoseThereAre() {
    assertEquals(FaultKind.MEMORY_LEAK, FaultKind.named("Memory-Leak"));
    assertTrue(FaultKind.values().length >= 24);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FaultKind.named("gremlins"));
    FaultKind.names().forEach(name -> assertTrue(refused.toString().contains(name)));
  }
}
