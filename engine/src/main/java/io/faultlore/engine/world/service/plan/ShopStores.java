package io.faultlore.engine.world.service.plan;

import static io.faultlore.engine.world.service.plan.Sketch.command;
import static io.faultlore.engine.world.service.plan.Sketch.http;
import static io.faultlore.engine.world.service.plan.Sketch.lockedSql;
import static io.faultlore.engine.world.service.plan.Sketch.noSpans;
import static io.faultlore.engine.world.service.plan.Sketch.sql;
import static io.faultlore.engine.world.service.plan.Sketch.topic;

import java.util.List;

/** What the shop keeps things in, and whom it asks outside. */
final class ShopStores {
  private ShopStores() {}

  static ServicePlan cache(String name, double hitRatio) {
    return new ServicePlan(
        name,
        Technology.REDIS,
        1,
        1_000,
        1,
        512,
        1,
        hitRatio,
        false,
        noSpans(false, 0),
        List.of(command("GET"), command("SET")));
  }

  static ServicePlan catalogDb() {
    return new ServicePlan(
        "catalog-db",
        Technology.POSTGRES,
        1,
        60,
        4,
        2_048,
        1,
        1,
        false,
        noSpans(false, 1),
        List.of(sql("SELECT products", 500, 1_800), sql("SELECT categories", 1_500, 4_000)));
  }

  static ServicePlan ordersDb() {
    return new ServicePlan(
        "orders-db",
        Technology.POSTGRES,
        1,
        50,
        2,
        1_024,
        1,
        1,
        false,
        noSpans(true, 2),
        List.of(
            sql("INSERT orders", 600, 2_500),
            sql("INSERT payments", 500, 2_500),
            sql("SELECT orders", 400, 1_500)));
  }

  static ServicePlan inventoryDb() {
    return new ServicePlan(
        "inventory-db",
        Technology.MYSQL,
        1,
        40,
        2,
        1_024,
        1,
        1,
        false,
        noSpans(false, 3),
        List.of(sql("SELECT stock", 400, 1_500), lockedSql("UPDATE stock", 500, 2_200, 3_000)));
  }

  static ServicePlan searchIndex() {
    return new ServicePlan(
        "search-index",
        Technology.MONGODB,
        2,
        80,
        2,
        2_048,
        1,
        1,
        false,
        noSpans(false, 4),
        List.of(sql("SELECT documents", 2_500, 3_500), sql("UPDATE documents", 1_200, 3_000)));
  }

  static ServicePlan eventBus() {
    return new ServicePlan(
        "event-bus",
        Technology.KAFKA,
        3,
        200,
        2,
        1_024,
        1,
        1,
        false,
        noSpans(true, 5),
        List.of(topic("order-events"), topic("shipments")));
  }

  static ServicePlan external(String name, double micros) {
    String operation =
        switch (name) {
          case "card-provider" -> "POST /v1/charges";
          case "tax-api" -> "POST /v2/quote";
          default -> "POST /send";
        };
    return new ServicePlan(
        name,
        Technology.EXTERNAL,
        1,
        400,
        64,
        4_096,
        1,
        1,
        false,
        noSpans(false, 0),
        List.of(http(operation, new StepPlan.Work("", Timing.wide(micros)))));
  }
}
