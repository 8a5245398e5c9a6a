package io.faultlore.engine.world.service.plan;

import static io.faultlore.engine.world.service.plan.Sketch.all;
import static io.faultlore.engine.world.service.plan.Sketch.ask;
import static io.faultlore.engine.world.service.plan.Sketch.cached;
import static io.faultlore.engine.world.service.plan.Sketch.call;
import static io.faultlore.engine.world.service.plan.Sketch.consumer;
import static io.faultlore.engine.world.service.plan.Sketch.http;
import static io.faultlore.engine.world.service.plan.Sketch.job;
import static io.faultlore.engine.world.service.plan.Sketch.maybe;
import static io.faultlore.engine.world.service.plan.Sketch.otel;
import static io.faultlore.engine.world.service.plan.Sketch.prometheus;
import static io.faultlore.engine.world.service.plan.Sketch.rpc;
import static io.faultlore.engine.world.service.plan.Sketch.work;

import java.util.List;

/** The fixed system: a web shop of 24 services in seven technologies. */
final class Shop {
  private Shop() {}

  static SystemPlan plan() {
    List<SystemPlan.Entry> entries =
        List.of(
            new SystemPlan.Entry("gateway", "GET /home", 30),
            new SystemPlan.Entry("gateway", "GET /products/{id}", 40),
            new SystemPlan.Entry("gateway", "GET /search", 15),
            new SystemPlan.Entry("gateway", "POST /cart", 10),
            new SystemPlan.Entry("gateway", "POST /checkout", 8),
            new SystemPlan.Entry("gateway", "GET /orders/{id}", 5));
    List<ServicePlan> services =
        List.of(
            gateway(),
            storefront(),
            catalog(),
            search(),
            cart(),
            pricing(),
            recommendation(),
            checkout(),
            inventory(),
            payment(),
            shipping(),
            orders(),
            notification(),
            analytics(),
            ShopStores.cache("catalog-cache", .92),
            ShopStores.cache("session-store", 1),
            ShopStores.catalogDb(),
            ShopStores.ordersDb(),
            ShopStores.inventoryDb(),
            ShopStores.searchIndex(),
            ShopStores.eventBus(),
            ShopStores.external("card-provider", 90_000),
            ShopStores.external("tax-api", 25_000),
            ShopStores.external("mail-provider", 60_000));
    return new SystemPlan("shop", services, entries, 20, 0, 1, 6, 8, false);
  }

  private static ServicePlan gateway() {
    return new ServicePlan(
        "gateway",
        Technology.ENVOY,
        2,
        400,
        2,
        256,
        200,
        1,
        false,
        prometheus(0, 15),
        List.of(
            page("GET /home"),
            page("GET /products/{id}"),
            http("GET /search", work(750), call("search", "GET /query", 4_000, 1)),
            page("POST /cart"),
            http("POST /checkout", work(1_050), call("checkout", "POST /orders", 15_000, 0)),
            http("GET /orders/{id}", work(750), call("orders", "shop.Orders/Get", 3_000, 1))));
  }

  private static OperationPlan page(String name) {
    return http(name, work(250), call("storefront", name, 5_000, 1));
  }

  private static ServicePlan storefront() {
    return new ServicePlan(
        "storefront",
        Technology.NODE,
        3,
        300,
        1,
        512,
        60,
        1,
        true,
        otel(1, 15),
        List.of(
            http(
                "GET /home",
                work(2_700),
                all(
                    ask("catalog", "shop.Catalog/List", 1_500, 1),
                    maybe(.8, "recommendation", "POST /recommendations", 800)),
                work("render home", 10_500)),
            http(
                "GET /products/{id}",
                work(2_100),
                all(
                    ask("catalog", "shop.Catalog/Get", 1_500, 1),
                    ask("pricing", "GET /prices/{sku}", 1_500, 1),
                    maybe(.5, "recommendation", "POST /recommendations", 800)),
                work("render product", 8_400)),
            http("POST /cart", work(2_700), call("cart", "POST /items", 2_000, 1), work(2_400))));
  }

  private static ServicePlan catalog() {
    return new ServicePlan(
        "catalog",
        Technology.GO,
        3,
        500,
        2,
        512,
        20,
        1,
        true,
        otel(2, 10),
        List.of(
            rpc(
                "shop.Catalog/Get",
                work(1_500),
                all(cached("catalog-cache", ask("catalog-db", "SELECT products", 1_500, 1)))),
            rpc(
                "shop.Catalog/List",
                work(2_400),
                all(cached("catalog-cache", ask("catalog-db", "SELECT categories", 2_000, 1))),
                work("rank", 3_600)),
            job(
                "rebuild-listing",
                work(12_000),
                call("catalog-db", "SELECT categories", 9_000, 0))));
  }

  private static ServicePlan search() {
    return new ServicePlan(
        "search",
        Technology.JAVA,
        2,
        64,
        2,
        1_024,
        30,
        1,
        false,
        prometheus(3, 20),
        List.of(
            http(
                "GET /query",
                work("parse query", 2_700),
                call("search-index", "SELECT documents", 2_500, 1),
                work("score", 12_000),
                all(maybe(.6, "catalog", "shop.Catalog/List", 1_000)))));
  }

  private static ServicePlan cart() {
    return new ServicePlan(
        "cart",
        Technology.DOTNET,
        2,
        100,
        2,
        512,
        30,
        1,
        false,
        otel(4, 15),
        List.of(
            http(
                "POST /items",
                work(2_700),
                call("session-store", "GET", 300, 1),
                call("catalog", "shop.Catalog/Get", 1_000, 1),
                call("session-store", "SET", 300, 1)),
            http("GET /items", work(1_800), call("session-store", "GET", 300, 1))));
  }

  private static ServicePlan pricing() {
    return new ServicePlan(
        "pricing",
        Technology.PYTHON,
        3,
        16,
        1,
        384,
        10,
        1,
        true,
        prometheus(5, 15),
        List.of(
            http(
                "GET /prices/{sku}",
                work("apply rules", 9_000),
                all(cached("catalog-cache", ask("catalog", "shop.Catalog/Get", 1_000, 1)))),
            http(
                "POST /quote",
                work("apply rules", 15_000),
                call("tax-api", "POST /v2/quote", 2_000, 2))));
  }

  private static ServicePlan recommendation() {
    return new ServicePlan(
        "recommendation",
        Technology.PYTHON,
        2,
        12,
        2,
        768,
        10,
        1,
        false,
        otel(6, 30),
        List.of(
            http(
                "POST /recommendations",
                work("infer", 27_000),
                call("catalog", "shop.Catalog/List", 1_000, 0))));
  }

  private static ServicePlan checkout() {
    return new ServicePlan(
        "checkout",
        Technology.SPRING,
        3,
        40,
        2,
        768,
        12,
        1,
        false,
        prometheus(7, 15),
        List.of(
            http(
                "POST /orders",
                work("validate order", 6_000),
                call("cart", "GET /items", 1_500, 1),
                all(
                    ask("pricing", "POST /quote", 4_000, 0),
                    ask("inventory", "shop.Inventory/Reserve", 3_000, 1)),
                call("payment", "shop.Payment/Charge", 8_000, 0),
                call("orders-db", "INSERT orders", 2_500, 1),
                all(
                    ask("event-bus", "order-events", 2_000, 2),
                    maybe(1, "shipping", "POST /labels", 2_500)),
                work(2_700))));
  }

  private static ServicePlan inventory() {
    return new ServicePlan(
        "inventory",
        Technology.SPRING,
        2,
        30,
        2,
        640,
        10,
        1,
        false,
        otel(8, 20),
        List.of(
            rpc(
                "shop.Inventory/Reserve",
                work("reserve", 5_400),
                new StepPlan.Locked(Timing.steady(400)),
                call("inventory-db", "SELECT stock", 1_500, 1),
                call("inventory-db", "UPDATE stock", 2_500, 0)),
            job("reconcile-stock", work(27_000), call("inventory-db", "SELECT stock", 9_000, 0))));
  }

  private static ServicePlan payment() {
    return new ServicePlan(
        "payment",
        Technology.GO,
        2,
        200,
        2,
        256,
        15,
        1,
        false,
        prometheus(9, 10),
        List.of(
            rpc(
                "shop.Payment/Charge",
                work("check fraud", 7_500),
                call("card-provider", "POST /v1/charges", 5_000, 1),
                call("orders-db", "INSERT payments", 2_000, 1))));
  }

  private static ServicePlan shipping() {
    return new ServicePlan(
        "shipping",
        Technology.NODE,
        2,
        100,
        1,
        256,
        10,
        1,
        false,
        otel(10, 15),
        List.of(
            http(
                "POST /labels",
                work("choose carrier", 6_600),
                call("session-store", "SET", 300, 1),
                call("event-bus", "shipments", 2_000, 1))));
  }

  private static ServicePlan orders() {
    return new ServicePlan(
        "orders",
        Technology.GO,
        2,
        200,
        1,
        256,
        10,
        1,
        false,
        otel(11, 15),
        List.of(rpc("shop.Orders/Get", work(1_500), call("orders-db", "SELECT orders", 1_500, 1))));
  }

  private static ServicePlan notification() {
    return new ServicePlan(
        "notification",
        Technology.PYTHON,
        2,
        16,
        1,
        256,
        10,
        1,
        false,
        otel(12, 15),
        List.of(
            consumer(
                "event-bus/order-events",
                work("render mail", 9_000),
                call("mail-provider", "POST /send", 4_000, 2)),
            consumer("event-bus/shipments", work(4_500))));
  }

  private static ServicePlan analytics() {
    return new ServicePlan(
        "analytics",
        Technology.JAVA,
        1,
        16,
        2,
        768,
        10,
        1,
        false,
        prometheus(13, 30),
        List.of(
            consumer(
                "event-bus/order-events",
                work("aggregate", 7_500),
                call("search-index", "UPDATE documents", 3_000, 1))));
  }
}
