package io.faultlore.world.service.plan;

import static io.faultlore.world.service.plan.Sketch.all;
import static io.faultlore.world.service.plan.Sketch.ask;
import static io.faultlore.world.service.plan.Sketch.call;
import static io.faultlore.world.service.plan.Sketch.consumer;
import static io.faultlore.world.service.plan.Sketch.http;
import static io.faultlore.world.service.plan.Sketch.job;
import static io.faultlore.world.service.plan.Sketch.locked;
import static io.faultlore.world.service.plan.Sketch.maybe;
import static io.faultlore.world.service.plan.Sketch.otel;
import static io.faultlore.world.service.plan.Sketch.prometheus;
import static io.faultlore.world.service.plan.Sketch.rpc;
import static io.faultlore.world.service.plan.Sketch.service;
import static io.faultlore.world.service.plan.Sketch.work;

/** The services of the shop that sell: few requests, but long ones, and what comes after them. */
final class ShopOrders {
  private ShopOrders() {}

  static ServicePlan checkout() {
    return service("checkout", Technology.SPRING, prometheus(7, 15))
        .instances(3)
        .threads(40)
        .cores(2)
        .megabytes(768)
        .pool(12)
        .does(
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
                work(2_700)));
  }

  static ServicePlan inventory() {
    return service("inventory", Technology.SPRING, otel(8, 20))
        .instances(2)
        .threads(30)
        .cores(2)
        .megabytes(640)
        .pool(10)
        .does(
            rpc(
                "shop.Inventory/Reserve",
                work("reserve", 5_400),
                locked(400),
                call("inventory-db", "SELECT stock", 1_500, 1),
                call("inventory-db", "UPDATE stock", 2_500, 0)),
            job("reconcile-stock", work(27_000), call("inventory-db", "SELECT stock", 9_000, 0)));
  }

  static ServicePlan payment() {
    return service("payment", Technology.GO, prometheus(9, 10))
        .instances(2)
        .threads(200)
        .cores(2)
        .megabytes(256)
        .pool(15)
        .does(
            rpc(
                "shop.Payment/Charge",
                work("check fraud", 7_500),
                call("card-provider", "POST /v1/charges", 5_000, 1),
                call("orders-db", "INSERT payments", 2_000, 1)));
  }

  static ServicePlan shipping() {
    return service("shipping", Technology.NODE, otel(10, 15))
        .instances(2)
        .threads(100)
        .cores(1)
        .megabytes(256)
        .pool(10)
        .does(
            http(
                "POST /labels",
                work("choose carrier", 6_600),
                call("session-store", "SET", 300, 1),
                call("event-bus", "shipments", 2_000, 1)));
  }

  static ServicePlan orders() {
    return service("orders", Technology.GO, otel(11, 15))
        .instances(2)
        .threads(200)
        .cores(1)
        .megabytes(256)
        .pool(10)
        .does(rpc("shop.Orders/Get", work(1_500), call("orders-db", "SELECT orders", 1_500, 1)));
  }

  static ServicePlan notification() {
    return service("notification", Technology.PYTHON, otel(12, 15))
        .instances(2)
        .threads(16)
        .cores(1)
        .megabytes(256)
        .pool(10)
        .does(
            consumer(
                "event-bus/order-events",
                work("render mail", 9_000),
                call("mail-provider", "POST /send", 4_000, 2)),
            consumer("event-bus/shipments", work(4_500)));
  }

  static ServicePlan analytics() {
    return service("analytics", Technology.JAVA, prometheus(13, 30))
        .threads(16)
        .cores(2)
        .megabytes(768)
        .pool(10)
        .does(
            consumer(
                "event-bus/order-events",
                work("aggregate", 7_500),
                call("search-index", "UPDATE documents", 3_000, 1)));
  }
}
