package io.faultlore.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final String ON_MISS = "pricing -> catalog";

  private static List<String> edges(FaultKind kind, double requestsPerSecond) {
    return new Targets(Systems.shop().withRequestsPerSecond(requestsPerSecond))
        .of(kind).stream().map(target -> target.service() + " -> " + target.other()).toList();
  }

  @Test
  void anEdgeBehindACacheIsAsBusyAsTheCacheMisses() {
    assertFalse(edges(FaultKind.NETWORK_PARTITION, 4).contains(ON_MISS));
    assertTrue(edges(FaultKind.NETWORK_PARTITION, 40).contains(ON_MISS));
  }

  @Test
  void anEdgeIsATargetOnce() {
    List<String> edges = edges(FaultKind.NETWORK_PARTITION, 40);
    assertEquals(Set.copyOf(edges).size(), edges.size());
  }

  @Test
  void onlyWhatAsksForASecretCanBeShutOut() {
    Set<Technology> asked =
        new Targets(Systems.shop())
            .of(FaultKind.EXPIRED_CREDENTIALS).stream()
                .map(target -> Systems.shop().service(target.other()).technology())
                .collect(Collectors.toSet());
    assertFalse(asked.isEmpty());
    assertTrue(
        asked.stream()
            .allMatch(it -> it.isDatabase() || it.isBroker() || it == Technology.EXTERNAL),
        asked.toString());
  }
}
