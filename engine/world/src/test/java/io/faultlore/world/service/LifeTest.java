package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.Label;
import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.Change;
import io.faultlore.world.service.plan.ChangeKind;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifeTest {
  private static final SystemPlan SHOP = Systems.shop().withRequestsPerSecond(4);

  private static Change change(ChangeKind kind, String service, double size) {
    return new Change(kind, service, size, START + MINUTE, START + 3 * MINUTE);
  }

  @Test
  void changesAreLabelledAsChanges() {
    List<Change> changes =
        List.of(
            change(ChangeKind.DEPLOYMENT, "cart", 1.1),
            change(ChangeKind.SCALE_OUT, "orders", 1),
            change(ChangeKind.TRAFFIC_SHIFT, "gateway", 2),
            change(ChangeKind.CRON_JOB, "inventory", 40),
            change(ChangeKind.PLANNED_RESTART, "pricing", 1),
            change(ChangeKind.SCALE_IN, "catalog", 1));
    ServiceWorld world = ServiceWorld.of(SHOP.calmed(), new Schedule(List.of(), changes), START, 3);
    Set<String> versions = new TreeSet<>();
    world.advance(
        START + 5 * MINUTE,
        (arrival, signal) -> {
          if (signal.resource().service().equals("cart")) {
            signal.resource().attributes().text("service.version").ifPresent(versions::add);
          }
        });
    Map<String, Label> byType =
        world.labels().stream()
            .map(Label.Change.class::cast)
            .collect(Collectors.toMap(Label.Change::type, label -> label));
    assertEquals(6, byType.size());
    assertEquals(2, versions.size());
    Simulation simulation = world.simulation();
    assertEquals(3, simulation.service("orders").ready());
    assertEquals(2, simulation.service("catalog").ready());
    assertTrue(
        simulation.service("gateway").between(START + MINUTE, START + 3 * MINUTE).requests()
            > 1.6 * 2 * 60 * 4 * .8);
  }

  @Test
  void deploymentLosesNoRequests() {
    Schedule schedule =
        new Schedule(List.of(), List.of(change(ChangeKind.DEPLOYMENT, "storefront", 1)));
    ServiceWorld world = ServiceWorld.of(SHOP.calmed(), schedule, START, 3);
    world.advance(START + 4 * MINUTE, (arrival, signal) -> {});
    assertEquals(
        0, world.simulation().service("gateway").between(START, START + 4 * MINUTE).failures());
  }

  @Test
  void deploymentsOfAnOnlyInstanceLoseNoRequests() {
    int deployed = 0;
    for (int seed = 0; seed < 12; seed++) {
      SystemPlan plan = Systems.random(seed).withSamplingRatio(.05).calmed();
      ServicePlan only =
          plan.services().stream()
              .filter(service -> service.technology().isApplication() && service.instances() == 1)
              .findFirst()
              .orElse(null);
      if (only != null) {
        deployed++;
        Change first = change(ChangeKind.DEPLOYMENT, only.name(), 1);
        Change second =
            new Change(
                ChangeKind.DEPLOYMENT, only.name(), 1, START + 2 * MINUTE, START + 3 * MINUTE);
        Schedule schedule = new Schedule(List.of(), List.of(first, second));
        ServiceWorld world = ServiceWorld.of(plan, schedule, START, seed);
        world.advance(START + 3 * MINUTE, (arrival, signal) -> {});
        Service service = world.simulation().service(only.name());
        RequestSums sums = service.between(START + MINUTE, START + 3 * MINUTE);
        assertTrue(sums.requests() > 0);
        assertEquals(0, sums.failures(), plan.name() + " " + only.name());
        assertEquals(1, service.ready());
        assertEquals(1, service.instances.size());
      }
    }
    assertTrue(deployed > 3, deployed + " have an only instance");
  }

  @Test
  void someTelemetryIsLateAndSomeIsLost() {
    ServiceWorld world = ServiceWorld.of(SHOP, Schedule.EMPTY, START, 3);
    long[] counts = new long[2];
    world.advance(
        START + 15 * MINUTE,
        (arrival, signal) -> {
          counts[0]++;
          counts[1] += arrival - signal.timeUnixNano() > MINUTE / 6 ? 1 : 0;
        });
    assertTrue(counts[1] > 50 && counts[1] < .02 * counts[0], counts[1] + " of " + counts[0]);
    long lost =
        world.simulation().services.stream()
            .flatMap(service -> service.instances.stream())
            .mapToLong(instance -> instance.reporter.dropped())
            .sum();
    assertTrue(lost > 0 && lost < .01 * counts[0], lost + " of " + counts[0]);
  }

  @Test
  void dayHasItsShape() {
    Traffic traffic = new Traffic(new Simulation(SHOP, START, 3));
    long midnight = START - START % (24L * 60 * MINUTE);
    double night = traffic.rate(midnight + 3L * 60 * MINUTE);
    double afternoon = traffic.rate(midnight + 15L * 60 * MINUTE);
    assertTrue(afternoon > 1.8 * night, night + " -> " + afternoon);
  }

  @Test
  void anOrdinaryDayHasItsChangesAndTheSimulatorStaysSmall() {
    ServiceWorld world = ServiceWorld.of(SHOP.withRequestsPerSecond(.3), Schedule.EMPTY, START, 3);
    world.advance(START + 2L * 60 * MINUTE, (arrival, signal) -> {});
    int pending = world.pendingEvents();
    world.advance(START + 12L * 60 * MINUTE, (arrival, signal) -> {});
    assertTrue(world.pendingEvents() < 2 * pending, pending + " -> " + world.pendingEvents());
    assertTrue(world.activeRequests() < 20);
    assertTrue(world.labels().stream().allMatch(Label.Change.class::isInstance));
    assertTrue(world.labels().size() > 10);
  }

  @Test
  void healthyRandomSystemsAnswerTheirUsers() {
    for (int seed = 0; seed < 8; seed++) {
      SystemPlan plan = Systems.random(seed).withSamplingRatio(.05);
      ServiceWorld world = ServiceWorld.of(plan, Schedule.EMPTY, START, seed);
      world.advance(START + 2 * MINUTE, (arrival, signal) -> {});
      Service front = world.simulation().services.get(0);
      RequestSums sums = front.between(START, START + 2 * MINUTE);
      assertTrue(sums.requests() > 100);
      assertTrue(sums.failureShare() < .01, plan.name() + " fails " + sums.failureShare());
      double seconds = Math.exp(sums.meanLog()) / 1e9;
      assertTrue(seconds < 1, plan.name() + " takes " + seconds + " s");
    }
  }
}
