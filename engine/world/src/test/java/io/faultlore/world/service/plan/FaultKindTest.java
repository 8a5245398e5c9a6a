package io.faultlore.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  @Test
  void badDeploymentComesAtOnceOrNotAtAll() {
    for (FaultKind kind :
        List.of(FaultKind.BAD_DEPLOYMENT_EXCEPTIONS, FaultKind.BAD_DEPLOYMENT_SLOW)) {
      assertEquals(Onset.SUDDEN, injection(kind, Onset.SUDDEN).onset());
      for (Onset onset : List.of(Onset.CREEPING, Onset.FLAPPING)) {
        IllegalArgumentException refused =
            assertThrows(IllegalArgumentException.class, () -> injection(kind, onset));
        assertTrue(refused.toString().contains(kind.type()), refused.toString());
      }
    }
    assertEquals(Onset.CREEPING, injection(FaultKind.SLOW_DISK, Onset.CREEPING).onset());
  }

  @Test
  void theSameFaultAtAnotherTimeOrAtOnceDiffersInNothingElse() {
    Injection creeping = injection(FaultKind.SLOW_DISK, Onset.CREEPING, .3);
    assertEquals(injection(FaultKind.SLOW_DISK, Onset.SUDDEN, 1), creeping.atOnce());
    assertEquals(creeping, creeping.during(5, 9).during(0, 1));
    assertEquals(5, creeping.during(5, 9).startUnixNano());
  }

  private static Injection injection(FaultKind kind, Onset onset) {
    return injection(kind, onset, 1);
  }

  private static Injection injection(FaultKind kind, Onset onset, double strength) {
    return new Injection(kind, "cart", Injection.ALL, "", strength, onset, 0, 1);
  }
}
