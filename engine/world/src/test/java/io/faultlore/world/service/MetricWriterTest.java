package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.SECOND;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.world.service.plan.Systems;
import org.junit.jupiter.api.Test;

class MetricWriterTest {
  private final Simulation simulation = new Simulation(Systems.shop().calmed(), START, 1);
  private final Service service = simulation.service("catalog");
  private final Instance instance = service.instances.getFirst();
  private final MetricWriter metrics = new MetricWriter(instance.reporter, START);

  @Test
  void firstPointTellsWhatWasUsedSinceTheBeginning() {
    instance.process.usedNanos = 6 * SECOND;
    metrics.write(START + 12 * SECOND);
    assertEquals(.5, metrics.usedCores(), 1e-9);
  }

  @Test
  void firstPointAfterARestartTellsWhatTheNewProcessHasUsed() {
    instance.process.usedNanos = 6 * SECOND;
    metrics.write(START + 12 * SECOND);
    instance.process = new ServerProcess(instance, service.release, START + 18 * SECOND);
    instance.process.usedNanos = SECOND;
    metrics.write(START + 22 * SECOND);
    assertEquals(.25, metrics.usedCores(), 1e-9);
    instance.process.usedNanos = 4 * SECOND;
    metrics.write(START + 32 * SECOND);
    assertEquals(.3, metrics.usedCores(), 1e-9);
  }

  @Test
  void whatElseComputesInTheContainerIsCountedFromTheRestartOn() {
    instance.condition.burntShare = 1;
    double burnt = instance.process.burntCores();
    metrics.write(START + 10 * SECOND);
    instance.process = new ServerProcess(instance, service.release, START + 18 * SECOND);
    metrics.write(START + 22 * SECOND);
    assertEquals(4 * burnt, metrics.cpuSeconds(), 1e-9);
    assertEquals(burnt, metrics.usedCores(), 1e-9);
  }
}
