package io.faultlore.world.service.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemPlanTest {
  @Test
  void wrongPlansAreRefused() {
    SystemPlan shop = Systems.shop();
    List<ServicePlan> twice = new ArrayList<>(shop.services());
    twice.add(shop.services().get(3));
    assertThrows(IllegalArgumentException.class, () -> with(twice));
    List<ServicePlan> without = shop.services().subList(0, 10);
    assertThrows(IllegalArgumentException.class, () -> with(without));
    ServicePlan circle =
        new ServicePlan(
            "orders-db",
            Technology.POSTGRES,
            1,
            8,
            1,
            256,
            1,
            1,
            false,
            Sketch.noSpans(false, 0),
            List.of(
                Sketch.http("GET /", Sketch.work(1), Sketch.call("orders-db", "GET /", 100, 0))));
    assertThrows(IllegalArgumentException.class, () -> with(List.of(circle)));
  }

  @Test
  void consumersNameABrokerAndATopic() {
    OperationPlan consumer = Sketch.consumer("bus/orders", Sketch.work(1));
    assertEquals("bus", consumer.broker());
    assertEquals("orders", consumer.topic());
    for (String wrong : List.of("orders", "/orders")) {
      assertThrows(IllegalArgumentException.class, () -> Sketch.consumer(wrong, Sketch.work(1)));
    }
  }

  private static SystemPlan with(List<ServicePlan> services) {
    SystemPlan shop = Systems.shop();
    return new SystemPlan("x", services, shop.entries(), 1, 0, 1, 1, 1, false);
  }
}
