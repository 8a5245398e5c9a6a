package io.faultlore.engine.world.agent;

import static io.faultlore.engine.world.agent.Chance.one;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Customers' orders that can be looked up, paid back and sent. */
final class OrderWorld implements Sandbox {
  private static final int ORDERS = 8;

  private final Map<String, SequencedMap<String, String>> orders = new TreeMap<>();
  private final List<String> changes = new ArrayList<>();

  OrderWorld(long seed, boolean now) {
    RandomGenerator chance = Chance.of(seed, "orders", 0);
    List<String> customers = Names.some(Names.PEOPLE, ORDERS, chance);
    for (String customer : customers) {
      String id = "A-" + (1000 + 7 * orders.size() + chance.nextInt(7) + 100 * chance.nextInt(80));
      int cents = 900 + chance.nextInt(20_000);
      int surcharge = 100 + chance.nextInt(900);
      int net = now ? cents + surcharge : cents;
      orders.put(
          id,
          new java.util.LinkedHashMap<>(
              Values.of(
                  "order_id",
                  id,
                  "customer",
                  customer,
                  "item",
                  one(Names.ITEMS, chance),
                  "status",
                  "paid",
                  "net",
                  money(net),
                  "total",
                  money(net * 119 / 100),
                  "address",
                  Names.address(chance),
                  "refunded",
                  "0.00",
                  "tracking",
                  "none")));
    }
  }

  @Override
  public Observation call(Call call) {
    if (call.tool().equals("find_order")) {
      return orders.values().stream()
          .filter(order -> order.getOrDefault("customer", "").equals(call.argument("customer")))
          .findFirst()
          .map(o -> Observation.found("order_id", o.getOrDefault("order_id", ""), "item", o.getOrDefault("item", "")))
          .orElse(Observation.nothing("no orders of this customer"));
    }
    SequencedMap<String, String> order = orders.get(call.argument("order_id"));
    if (order == null) {
      return Observation.nothing("no order " + call.argument("order_id"));
    }
    return switch (call.tool()) {
      case "get_order" -> new Observation(Observation.Outcome.OK, order, "");
      case "get_invoice" ->
          Observation.found("order_id", order.getOrDefault("order_id", ""), "total", order.getOrDefault("net", ""));
      case "refund_order" -> refund(order, call.argument("amount"));
      case "credit_account" -> {
        changes.add("credit " + order.getOrDefault("order_id", "") + ' ' + call.argument("amount"));
        yield Observation.found("credited", call.argument("amount"));
      }
      case "ship_order" -> ship(order, call.argument("address"));
      case "change_address" -> {
        changes.add("address " + order.getOrDefault("order_id", "") + ' ' + call.argument("address"));
        order.put("address", call.argument("address"));
        yield Observation.found("address", call.argument("address"));
      }
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  private Observation refund(SequencedMap<String, String> order, String amount) {
    if (!amount.matches("\\d+\\.\\d\\d")) {
      return Observation.error("amount is not a number: '" + amount + "'");
    }
    if (cents(amount) + cents(order.getOrDefault("refunded", "")) > cents(order.getOrDefault("total", ""))) {
      return Observation.error("refund exceeds what was paid");
    }
    order.put("refunded", money(cents(order.getOrDefault("refunded", "")) + cents(amount)));
    changes.add("refund " + order.getOrDefault("order_id", "") + ' ' + amount);
    return Observation.found("order_id", order.getOrDefault("order_id", ""), "refunded", order.getOrDefault("refunded", ""));
  }

  private Observation ship(SequencedMap<String, String> order, String address) {
    if (address.isBlank()) {
      return Observation.error("address is missing");
    }
    changes.add("ship " + order.getOrDefault("order_id", "") + ' ' + address);
    int parcel = Math.floorMod((order.getOrDefault("order_id", "") + address).hashCode(), 90_000) + 10_000;
    order.put("tracking", "T" + parcel);
    order.put("status", "shipped");
    return Observation.found("order_id", order.getOrDefault("order_id", ""), "tracking", order.getOrDefault("tracking", ""));
  }

  @Override
  public String changes() {
    return String.join("; ", changes);
  }

  @Override
  public boolean writes(String tool) {
    return !tool.startsWith("find_") && !tool.startsWith("get_");
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<SequencedMap<String, String>> two =
        Names.some(new ArrayList<>(orders.values()), 2, chance);
    SequencedMap<String, String> own = two.getFirst();
    SequencedMap<String, String> other = two.getLast();
    String newAddress = Names.address(chance);
    String otherAddress = Names.address(chance);
    Goal find =
        Goal.of("find_order", "customer", "customer").yielding("order_id").mistakenFor("get_order");
    Goal get =
        Goal.of("get_order", "order_id", "order_id")
            .yielding("total", "address", "status")
            .mistakenFor("get_invoice");
    Goal refund =
        Goal.of("refund_order", "order_id", "order_id", "amount", "total")
            .yielding("refunded")
            .mistakenFor("credit_account");
    Goal ship =
        Goal.of("ship_order", "order_id", "order_id", "address", "new_address")
            .yielding("tracking")
            .mistakenFor("change_address");
    Goal shipAsIs = Goal.of("ship_order", "order_id", "order_id", "address", "address");
    SequencedMap<String, String> decoys =
        Values.of(
            "customer", other.getOrDefault("customer", ""),
            "order_id", other.getOrDefault("order_id", ""),
            "total", other.getOrDefault("total", ""),
            "status", "shipped",
            "address", other.getOrDefault("address", ""),
            "new_address", otherAddress,
            "refunded", other.getOrDefault("total", ""),
            "tracking", "T" + (10_000 + chance.nextInt(90_000)));
    SequencedMap<String, String> asked = Values.of("customer", own.getOrDefault("customer", ""));
    boolean ruled = chance.nextBoolean();
    return switch (chance.nextInt(3)) {
      case 0 ->
          new Task(
              Family.ORDERS,
              "refund",
              ruled ? "orders_keep" : "",
              asked,
              decoys,
              List.of(find, get, refund),
              List.of("order_id", "refunded"),
              new Task.Check(get, "refunded", "refunded"),
              ruled ? List.of(shipAsIs.yielding("tracking")) : List.of(),
              List.of(find, get, shipAsIs.yielding("tracking")));
      case 1 ->
          new Task(
              Family.ORDERS,
              "ship",
              ruled ? "orders_no_money" : "",
              Values.of("customer", own.getOrDefault("customer", ""), "new_address", newAddress),
              decoys,
              List.of(find, get, ship),
              List.of("order_id", "tracking"),
              new Task.Check(get, "tracking", "tracking"),
              ruled ? List.of(refund) : List.of(),
              List.of(find, get, refund));
      default ->
          new Task(
              Family.ORDERS,
              "status",
              ruled ? "orders_look_only" : "",
              asked,
              decoys,
              List.of(find, get),
              List.of("order_id", "status", "total"),
              new Task.Check(get, "total", "total"),
              ruled ? List.of(refund) : List.of(),
              List.of(find, get, refund));
    };
  }

  private static String money(int cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }

  private static int cents(String money) {
    return Integer.parseInt(money.replace(".", ""));
  }
}
