package io.faultlore.world.service.plan;

import static io.faultlore.world.service.plan.Sketch.command;
import static io.faultlore.world.service.plan.Sketch.http;
import static io.faultlore.world.service.plan.Sketch.lockedSql;
import static io.faultlore.world.service.plan.Sketch.noSpans;
import static io.faultlore.world.service.plan.Sketch.service;
import static io.faultlore.world.service.plan.Sketch.sql;
import static io.faultlore.world.service.plan.Sketch.topic;

/** What the shop keeps things in, and whom it asks outside. */
final class ShopStores {
  private ShopStores() {}

  static ServicePlan cache(String name, double hitRatio) {
    return service(name, Technology.REDIS, noSpans(false, 0))
        .threads(1_000)
        .cores(1)
        .megabytes(512)
        .hitRatio(hitRatio)
        .does(command("GET"), command("SET"));
  }

  static ServicePlan catalogDb() {
    return service("catalog-db", Technology.POSTGRES, noSpans(false, 1))
        .threads(60)
        .cores(4)
        .megabytes(2_048)
        .does(sql("SELECT products", 500, 1_800), sql("SELECT categories", 1_500, 4_000));
  }

  static ServicePlan ordersDb() {
    return service("orders-db", Technology.POSTGRES, noSpans(true, 2))
        .threads(50)
        .cores(2)
        .megabytes(1_024)
        .does(
            sql("INSERT orders", 600, 2_500),
            sql("INSERT payments", 500, 2_500),
            sql("SELECT orders", 400, 1_500));
  }

  static ServicePlan inventoryDb() {
    return service("inventory-db", Technology.MYSQL, noSpans(false, 3))
        .threads(40)
        .cores(2)
        .megabytes(1_024)
        .does(sql("SELECT stock", 400, 1_500), lockedSql("UPDATE stock", 500, 2_200, 3_000));
  }

  static ServicePlan searchIndex() {
    return service("search-index", Technology.MONGODB, noSpans(false, 4))
        .instances(2)
        .threads(80)
        .cores(2)
        .megabytes(2_048)
        .does(sql("SELECT documents", 2_500, 3_500), sql("UPDATE documents", 1_200, 3_000));
  }

  static ServicePlan eventBus() {
    return service("event-bus", Technology.KAFKA, noSpans(true, 5))
        .instances(3)
        .threads(200)
        .cores(2)
        .megabytes(1_024)
        .does(topic("order-events"), topic("shipments"));
  }

  static ServicePlan external(String name, String operation, double micros) {
    return service(name, Technology.EXTERNAL, noSpans(false, 0))
        .threads(400)
        .cores(64)
        .megabytes(4_096)
        .does(http(operation, new StepPlan.Work("", Timing.wide(micros))));
  }
}
