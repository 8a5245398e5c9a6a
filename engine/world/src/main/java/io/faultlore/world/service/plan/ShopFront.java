package io.faultlore.world.service.plan;

import static io.faultlore.world.service.plan.Sketch.all;
import static io.faultlore.world.service.plan.Sketch.ask;
import static io.faultlore.world.service.plan.Sketch.cached;
import static io.faultlore.world.service.plan.Sketch.call;
import static io.faultlore.world.service.plan.Sketch.http;
import static io.faultlore.world.service.plan.Sketch.job;
import static io.faultlore.world.service.plan.Sketch.maybe;
import static io.faultlore.world.service.plan.Sketch.otel;
import static io.faultlore.world.service.plan.Sketch.prometheus;
import static io.faultlore.world.service.plan.Sketch.rpc;
import static io.faultlore.world.service.plan.Sketch.service;
import static io.faultlore.world.service.plan.Sketch.work;

/** The services of the shop that show what there is: looked at by many who buy nothing. */
final class ShopFront {
  private ShopFront() {}

  static ServicePlan gateway() {
    return service("gateway", Technology.ENVOY, prometheus(0, 15))
        .instances(2)
        .threads(400)
        .cores(2)
        .megabytes(256)
        .pool(200)
        .does(
            page("GET /home"),
            page("GET /products/{id}"),
            http("GET /search", work(750), call("search", "GET /query", 4_000, 1)),
            page("POST /cart"),
            http("POST /checkout", work(1_050), call("checkout", "POST /orders", 15_000, 0)),
            http("GET /orders/{id}", work(750), call("orders", "shop.Orders/Get", 3_000, 1)));
  }

  private static OperationPlan page(String name) {
    return http(name, work(250), call("storefront", name, 5_000, 1));
  }

  static ServicePlan storefront() {
    return service("storefront", Technology.NODE, otel(1, 15))
        .instances(3)
        .threads(300)
        .cores(1)
        .megabytes(512)
        .pool(60)
        .autoscaled()
        .does(
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
            http("POST /cart", work(2_700), call("cart", "POST /items", 2_000, 1), work(2_400)));
  }

  static ServicePlan catalog() {
    return service("catalog", Technology.GO, otel(2, 10))
        .instances(3)
        .threads(500)
        .cores(2)
        .megabytes(512)
        .pool(20)
        .autoscaled()
        .does(
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
                call("catalog-db", "SELECT categories", 9_000, 0)));
  }

  static ServicePlan search() {
    return service("search", Technology.JAVA, prometheus(3, 20))
        .instances(2)
        .threads(64)
        .cores(2)
        .megabytes(1_024)
        .pool(30)
        .does(
            http(
                "GET /query",
                work("parse query", 2_700),
                call("search-index", "SELECT documents", 2_500, 1),
                work("score", 12_000),
                all(maybe(.6, "catalog", "shop.Catalog/List", 1_000))));
  }

  static ServicePlan cart() {
    return service("cart", Technology.DOTNET, otel(4, 15))
        .instances(2)
        .threads(100)
        .cores(2)
        .megabytes(512)
        .pool(30)
        .does(
            http(
                "POST /items",
                work(2_700),
                call("session-store", "GET", 300, 1),
                call("catalog", "shop.Catalog/Get", 1_000, 1),
                call("session-store", "SET", 300, 1)),
            http("GET /items", work(1_800), call("session-store", "GET", 300, 1)));
  }

  static ServicePlan pricing() {
    return service("pricing", Technology.PYTHON, prometheus(5, 15))
        .instances(3)
        .threads(16)
        .cores(1)
        .megabytes(384)
        .pool(10)
        .autoscaled()
        .does(
            http(
                "GET /prices/{sku}",
                work("apply rules", 9_000),
                all(cached("catalog-cache", ask("catalog", "shop.Catalog/Get", 1_000, 1)))),
            http(
                "POST /quote",
                work("apply rules", 15_000),
                call("tax-api", "POST /v2/quote", 2_000, 2)));
  }

  static ServicePlan recommendation() {
    return service("recommendation", Technology.PYTHON, otel(6, 30))
        .instances(2)
        .threads(12)
        .cores(2)
        .megabytes(768)
        .pool(10)
        .does(
            http(
                "POST /recommendations",
                work("infer", 27_000),
                call("catalog", "shop.Catalog/List", 1_000, 0)));
  }
}
