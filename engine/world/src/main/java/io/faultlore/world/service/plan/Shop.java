package io.faultlore.world.service.plan;

import java.util.List;

/** The fixed system: a web shop of 24 services, its own code in seven technologies. */
final class Shop {
  /** Mean over a week. */
  private static final double REQUESTS_PER_SECOND = 20;

  private static final int HOSTS = 6;
  private static final int CORES_PER_HOST = 8;

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
            ShopFront.gateway(),
            ShopFront.storefront(),
            ShopFront.catalog(),
            ShopFront.search(),
            ShopFront.cart(),
            ShopFront.pricing(),
            ShopFront.recommendation(),
            ShopOrders.checkout(),
            ShopOrders.inventory(),
            ShopOrders.payment(),
            ShopOrders.shipping(),
            ShopOrders.orders(),
            ShopOrders.notification(),
            ShopOrders.analytics(),
            ShopStores.cache("catalog-cache", .92),
            ShopStores.cache("session-store", 1),
            ShopStores.catalogDb(),
            ShopStores.ordersDb(),
            ShopStores.inventoryDb(),
            ShopStores.searchIndex(),
            ShopStores.eventBus(),
            ShopStores.external("card-provider", "POST /v1/charges", 90_000),
            ShopStores.external("tax-api", "POST /v2/quote", 25_000),
            ShopStores.external("mail-provider", "POST /send", 60_000));
    return new SystemPlan(
        "shop", services, entries, REQUESTS_PER_SECOND, 0, 1, HOSTS, CORES_PER_HOST, false);
  }
}
