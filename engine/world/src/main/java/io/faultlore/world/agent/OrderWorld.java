package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    List<String> customers = Chance.some(Names.PEOPLE, ORDERS, chance);
    for (String customer : customers) {
      String id = "A-" + (1000 + 7 * orders.size() + chance.nextInt(7) + 100 * chance.nextInt(80));
      int cents = 900 + chance.nextInt(20_000);
      int surcharge = 100 + chance.nextInt(900);
      int net = now ? cents + surcharge : cents;
      orders.put(
          id,
          new LinkedHashMap<>(
              Values.of(
                  "order_id",
                  id,
                  "customer",
                  customer,
                  "item",
                  Chance.one(Names.ITEMS, chance),
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
      return find(call.argument("customer"));
    }
    SequencedMap<String, String> order = orders.get(call.argument("order_id"));
    if (order == null) {
      return Observation.nothing("no order " + call.argument("order_id"));
    }
    return switch (call.tool()) {
      case "get_order" -> new Observation(Observation.Outcome.OK, order, "");
      case "get_invoice" -> told(order, "total", field(order, "net"));
      case "refund_order" -> refund(order, call.argument("amount"));
      case "credit_account" -> credit(order, call.argument("amount"));
      case "ship_order" -> ship(order, call.argument("address"));
      case "change_address" -> readdress(order, call.argument("address"));
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  private Observation find(String customer) {
    return orders.values().stream()
        .filter(order -> field(order, "customer").equals(customer))
        .findFirst()
        .map(order -> told(order, "item", field(order, "item")))
        .orElse(Observation.nothing("no orders of this customer"));
  }

  private Observation refund(SequencedMap<String, String> order, String amount) {
    if (!amount.matches("\\d+\\.\\d\\d")) {
      return Observation.error("amount is not a number: '" + amount + "'");
    }
    int refunded = cents(field(order, "refunded")) + cents(amount);
    if (refunded > cents(field(order, "total"))) {
      return Observation.error("refund exceeds what was paid");
    }
    order.put("refunded", money(refunded));
    change("refund", order, amount);
    return told(order, "refunded", money(refunded));
  }

  private Observation credit(SequencedMap<String, String> order, String amount) {
    order.put("credited", amount);
    change("credit", order, amount);
    return Observation.found("credited", amount);
  }

  private Observation ship(SequencedMap<String, String> order, String address) {
    if (address.isBlank()) {
      return Observation.error("address is missing");
    }
    change("ship", order, address);
    int parcel = Math.floorMod((field(order, "order_id") + address).hashCode(), 90_000) + 10_000;
    order.put("tracking", "T" + parcel);
    order.put("status", "shipped");
    return told(order, "tracking", "T" + parcel);
  }

  private Observation readdress(SequencedMap<String, String> order, String address) {
    change("address", order, address);
    order.put("address", address);
    return Observation.found("address", address);
  }

  private static Observation told(SequencedMap<String, String> order, String name, String value) {
    return Observation.found("order_id", field(order, "order_id"), name, value);
  }

  private void change(String what, SequencedMap<String, String> order, String value) {
    changes.add(what + ' ' + field(order, "order_id") + ' ' + value);
  }

  private static String field(SequencedMap<String, String> order, String name) {
    return order.getOrDefault(name, "");
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
    List<SequencedMap<String, String>> some =
        Chance.some(new ArrayList<>(orders.values()), 7, chance);
    SequencedMap<String, String> other = some.get(1);
    SequencedMap<String, String> known = new LinkedHashMap<>();
    known.put("customer", field(some.getFirst(), "customer"));
    known.put("new_address", Names.address(chance));
    SequencedMap<String, String> decoys = new LinkedHashMap<>(other);
    decoys.put("status", "shipped");
    decoys.put("new_address", Names.address(chance));
    decoys.put("refunded", field(other, "total"));
    decoys.put("credited", field(other, "total"));
    decoys.put("tracking", "T" + (10_000 + chance.nextInt(90_000)));
    int count = 3 + chance.nextInt(3);
    for (int i = 1; i <= count; i++) {
      known.put("order_id_" + i, field(some.get(i + 1), "order_id"));
      decoys.put("order_id_" + i, field(other, "order_id"));
      decoys.put("total_" + i, money(1_000 + chance.nextInt(30_000)));
    }
    return Task.draw(Family.ORDERS, kinds(count), known, decoys, chance);
  }

  private static List<TaskKind> kinds(int count) {
    Goal find = Goal.of("find_order", "customer", "customer").yielding("order_id");
    Goal get =
        Goal.of("get_order", "order_id", "order_id")
            .yielding("total", "address", "status")
            .mistakenFor("get_invoice");
    Goal total =
        Goal.of("get_order", "order_id", "order_id").yielding("total").mistakenFor("get_invoice");
    Goal invoice =
        Goal.of("get_invoice", "order_id", "order_id").yielding("total").mistakenFor("get_order");
    Goal refund =
        Goal.of("refund_order", "order_id", "order_id", "amount", "total")
            .yielding("refunded")
            .mistakenFor("credit_account");
    Goal credit =
        Goal.of("credit_account", "order_id", "order_id", "amount", "total")
            .yielding("credited")
            .mistakenFor("refund_order");
    Goal ship =
        Goal.of("ship_order", "order_id", "order_id", "address", "new_address")
            .yielding("tracking")
            .mistakenFor("change_address");
    Goal shipAsIs =
        Goal.of("ship_order", "order_id", "order_id", "address", "address").yielding("tracking");
    Goal recheck = Goal.of("get_order", "order_id", "order_id").yielding("status", "refunded");
    Goal readdress =
        Goal.of("change_address", "order_id", "order_id", "address", "new_address")
            .yielding("address")
            .mistakenFor("ship_order");
    return List.of(
        kind("refund", List.of(find, get, refund), get, "orders_keep", shipAsIs, "refunded"),
        kind("credit", List.of(find, get, credit), get, "orders_keep", shipAsIs, "credited"),
        kind("ship", List.of(find, get, ship), get, "orders_no_money", refund, "tracking"),
        kind("readdress", List.of(find, get, readdress), get, "orders_no_money", refund, "address"),
        kind("status", List.of(find, get), get, "orders_look_only", refund, "status", "total"),
        kind("invoice", List.of(find, invoice), invoice, "orders_look_only", refund, "total"),
        TaskKind.of("settle", List.of(find, get, refund, recheck), List.of("order_id", "refunded"))
            .unless("orders_keep", shipAsIs),
        TaskKind.of(
                "replace", List.of(find, get, refund, shipAsIs), List.of("order_id", "tracking"))
            .checkedBy(get, "tracking", "tracking"),
        TaskKind.forEach("compare", List.of(), total, "order_id", count));
  }

  /** Checked by a look at the last of what is wanted; every answer names its order. */
  private static TaskKind kind(
      String name, List<Goal> goals, Goal look, String rule, Goal forbidden, String... wanted) {
    List<String> answer = new ArrayList<>(List.of("order_id"));
    answer.addAll(List.of(wanted));
    return TaskKind.of(name, goals, answer)
        .checkedBy(look, answer.getLast(), answer.getLast())
        .unless(rule, forbidden);
  }

  private static String money(int cents) {
    int rest = cents % 100;
    return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
  }

  private static int cents(String money) {
    return Integer.parseInt(money.replace(".", ""));
  }
}
