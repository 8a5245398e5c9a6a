package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.world.Label;
import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Onset;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropagationTest {
  private static final SystemPlan SHOP = Systems.shop().calmed();
  private static final long FROM = START + 6 * MINUTE;
  private static final long UNTIL = FROM + 3 * MINUTE;

  private static Injection fault(FaultKind kind, String service, String other, double strength) {
    return new Injection(kind, service, Injection.ALL, other, strength, Onset.SUDDEN, FROM, UNTIL);
  }

  private static ServiceWorld run(SystemPlan plan, Injection injection) {
    ServiceWorld world = ServiceWorld.of(plan, Schedule.of(injection), START, 3);
    world.advance(UNTIL, (arrival, signal) -> {});
    return world;
  }

  private static RequestSums before(ServiceWorld world, String service) {
    return world.simulation().service(service).between(START, FROM);
  }

  private static RequestSums during(ServiceWorld world, String service) {
    return world.simulation().service(service).between(FROM, UNTIL);
  }

  private static Label.Fault label(ServiceWorld world) {
    return (Label.Fault) world.labels().get(0);
  }

  @Test
  void saturationOfAStoreReachesTheFront() {
    ServiceWorld world = run(SHOP, fault(FaultKind.SLOW_DISK, "orders-db", "", 1));
    for (String service : List.of("orders", "payment", "checkout", "gateway")) {
      assertTrue(label(world).victims().contains(service), service + " did not suffer");
    }
    assertTrue(label(world).victims().stream().noneMatch(v -> v.equals("search")));
    assertEquals("orders-db", label(world).service());
    assertEquals("slow_disk", label(world).type());
  }

  @Test
  void victimsAreRememberedForEver() {
    SystemPlan plan = SHOP.withRequestsPerSecond(5).withSamplingRatio(.01);
    ServiceWorld world = run(plan, fault(FaultKind.SLOW_DISK, "orders-db", "", 1));
    world.advance(UNTIL + MINUTE, (arrival, signal) -> {});
    Label.Fault soon = label(world);
    assertTrue(soon.victims().contains("orders"));
    world.advance(UNTIL + 130 * MINUTE, (arrival, signal) -> {});
    assertEquals(soon, label(world));
  }

  @Test
  void retryStormMultipliesLoad() {
    ServiceWorld world = run(SHOP, fault(FaultKind.RETRY_STORM, "storefront", "pricing", .9));
    double rateBefore = before(world, "pricing").requests() / 6.0;
    double rateDuring = during(world, "pricing").requests() / 3.0;
    assertTrue(rateDuring > 2 * rateBefore, rateBefore + " -> " + rateDuring);
  }

  @Test
  void leakEndsInARestartByThePlatform() {
    ServiceWorld world = run(SHOP, fault(FaultKind.MEMORY_LEAK, "cart", "", 1));
    Instance instance = world.simulation().service("cart").instances.get(0);
    assertTrue(instance.restarts > 0);
  }

  @Test
  void whatCreepsGrows() {
    ServiceWorld locked =
        run(SHOP, creeping(fault(FaultKind.LOCK_CONTENTION, "inventory-db", "", 1)));
    assertTrue(condition(locked, "inventory-db").lock > 30);
    ServiceWorld limited = run(SHOP, creeping(fault(FaultKind.RATE_LIMITING, "orders", "", 1)));
    double usual = before(limited, "orders").requests() / 360. / 2;
    assertTrue(condition(limited, "orders").rateMax < .2 * usual);
    assertTrue(during(limited, "orders").failureShare() > .2);
  }

  @Test
  void diskFillsBeforeWritesFail() {
    Injection creeping = creeping(fault(FaultKind.DISK_FULL, "orders-db", "", .8));
    ServiceWorld world = ServiceWorld.of(SHOP, Schedule.of(creeping), START, 3);
    List<Double> filled = new ArrayList<>();
    world.advance(
        UNTIL,
        (arrival, signal) -> {
          if (signal instanceof MetricPoint point
              && point.name().equals("filesystem.utilization")
              && point.resource().service().equals("orders-db")
              && point.data() instanceof MetricPoint.Gauge(double value)) {
            filled.add(value);
          }
        });
    assertTrue(filled.stream().anyMatch(value -> value > .6 && value < .95), filled.toString());
    assertEquals(filled.stream().sorted().toList(), filled);
    assertEquals(.9995, filled.getLast(), 1e-9);
    Service store = world.simulation().service("orders-db");
    assertEquals(0, store.between(FROM, FROM + MINUTE).failures());
    assertTrue(store.between(FROM + MINUTE, UNTIL).failures() > 0);
  }

  @Test
  void diskIsFullAtOnceByASuddenFaultAndFreeAfterwards() {
    ServiceWorld world = run(SHOP, fault(FaultKind.DISK_FULL, "orders-db", "", .6));
    Service store = world.simulation().service("orders-db");
    assertTrue(store.between(FROM, FROM + MINUTE).failures() > 0);
    world.advance(UNTIL + MINUTE, (arrival, signal) -> {});
    assertEquals(0, condition(world, "orders-db").diskFilled);
  }

  private static Injection creeping(Injection of) {
    return new Injection(
        of.kind(),
        of.service(),
        of.instance(),
        of.other(),
        of.strength(),
        Onset.CREEPING,
        of.startUnixNano(),
        of.endUnixNano());
  }

  private static Condition condition(ServiceWorld world, String service) {
    return world.simulation().service(service).instances.get(0).condition;
  }

  @Test
  void messagesPileUpAndAreWorkedOffAfterwards() {
    ServiceWorld world = run(SHOP, fault(FaultKind.QUEUE_BACKLOG, "analytics", "", 1));
    Topic.Group group = world.simulation().service("analytics").groups.get(0);
    assertTrue(group.lag() > 60, "lag is " + group.lag());
    world.advance(UNTIL + 2 * MINUTE, (arrival, signal) -> {});
    assertEquals(0, group.lag(), 2);
  }

  @Test
  void timeOutsLeaveWorkBehindThatTheCalleeStillDoes() {
    ServiceWorld world = run(SHOP, fault(FaultKind.TIMEOUT_TOO_SHORT, "gateway", "orders", 1));
    assertTrue(during(world, "gateway").failures() > 100);
    assertEquals(0, during(world, "orders").failures());
    assertTrue(during(world, "orders").requests() > during(world, "gateway").failures());
  }

  @Test
  void everythingIsAsBeforeWhenTheFaultIsOver() {
    for (FaultKind kind : FaultKind.values()) {
      SystemPlan plan = SHOP.withRequestsPerSecond(5).withSamplingRatio(.1);
      long from = START + MINUTE;
      Injection injection = Injection.random(plan, kind, from, from + MINUTE, 2);
      ServiceWorld world = ServiceWorld.of(plan, Schedule.of(injection), START, 3);
      world.advance(from, (arrival, signal) -> {});
      int pending = world.pendingEvents();
      world.advance(from + 3 * MINUTE, (arrival, signal) -> {});
      assertTrue(world.activeRequests() < 60, kind + " left " + world.activeRequests());
      assertTrue(world.pendingEvents() < 2 * pending, kind + " left " + world.pendingEvents());
    }
  }

  @Test
  void whatIsNotThereCannotBeBroken() {
    Injection nobody = fault(FaultKind.SLOW_DISK, "nobody", "", 1);
    Injection noEdge = fault(FaultKind.NETWORK_PARTITION, "orders", "search", 1);
    assertThrows(IllegalArgumentException.class, () -> run(SHOP, nobody));
    assertThrows(IllegalArgumentException.class, () -> run(SHOP, noEdge));
  }
}
