package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.SECOND;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.world.service.plan.Systems;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  private static final double WORK = 1e8;

  private final Simulation simulation = new Simulation(Systems.shop().calmed(), START, 1);

  /** In Java: it is slow at first. */
  private final Service service = simulation.service("search");

  private final Instance instance = service.instances.getFirst();

  private ServerProcess begin(long now) {
    return new ServerProcess(instance, service.release, now);
  }

  /** Nanoseconds used by a computation in a process of that age. */
  private double used(long age) {
    ServerProcess process = begin(START);
    process.cpuNanos(service.operations.getFirst(), WORK, START + age);
    return process.usedNanos;
  }

  @Test
  void whatAColdProcessComputesLongerIsUsed() {
    assertEquals(WORK, used(600 * SECOND), 1);
    assertEquals(2.5 * WORK, used(0), 1);
  }

  @Test
  void whatDriftAddsIsUsedByTheProcessAndItsHost() {
    service.drift = 1.2;
    assertEquals(1.2 * WORK, used(600 * SECOND), 1);
    assertEquals(1.2 * WORK, (double) instance.host.cpuNanos(), 1);
  }
}
