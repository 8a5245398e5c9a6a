package io.faultlore.engine.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Tables of sales by region and product, for questions only. */
final class TableWorld implements Sandbox {
  private record Row(String region, String product, int revenue) {}

  private static final int REGIONS = 5;
  private static final int PRODUCTS = 6;

  private final Map<String, String> tableOfTopic = new TreeMap<>();
  private final Map<String, List<Row>> tables = new TreeMap<>();
  private final List<String> regions;

  TableWorld(long seed, boolean now) {
    RandomGenerator chance = Chance.of(seed, "tables", 0);
    regions = Names.some(Names.REGIONS, REGIONS, chance);
    int year = 2019 + chance.nextInt(5);
    for (String topic : Names.some(Names.TOPICS, 4, chance)) {
      String table = topic.replace(' ', '_') + '_' + year;
      tableOfTopic.put(topic, table);
      tables.put(table, rows(now, chance));
      tables.put(topic.replace(' ', '_') + '_' + (year - 1), rows(now, chance));
    }
  }

  private List<Row> rows(boolean now, RandomGenerator chance) {
    List<Row> rows = new ArrayList<>();
    List<String> products = Names.some(Names.ITEMS, PRODUCTS, chance);
    for (String region : regions) {
      for (String product : products) {
        int before = 100 + chance.nextInt(9_000);
        int late = 1 + chance.nextInt(50);
        rows.add(new Row(region, product, now ? before + late : before));
      }
    }
    return rows;
  }

  @Override
  public Observation call(Call call) {
    if (call.tool().equals("find_table") || call.tool().equals("find_archive")) {
      String table = tableOfTopic.get(call.argument("topic"));
      if (table == null) {
        return Observation.nothing("no table about " + call.argument("topic"));
      }
      return Observation.found(
          "table", call.tool().equals("find_archive") ? earlier(table) : table);
    }
    List<Row> all = tables.get(call.argument("table"));
    if (all == null) {
      return Observation.error("no such table: " + call.argument("table"));
    }
    List<Row> rows =
        all.stream().filter(row -> row.region().equals(call.argument("region"))).toList();
    if (rows.isEmpty()) {
      return Observation.nothing("0 rows");
    }
    Row top = rows.stream().reduce((a, b) -> a.revenue() >= b.revenue() ? a : b).orElseThrow();
    Row last = rows.getLast();
    return switch (call.tool()) {
      case "sum_revenue" ->
          Observation.found(
              "region", top.region(), "revenue", "" + rows.stream().mapToInt(Row::revenue).sum());
      case "average_revenue" ->
          Observation.found(
              "region",
              top.region(),
              "revenue",
              "" + rows.stream().mapToInt(Row::revenue).sum() / rows.size());
      case "top_product" ->
          Observation.found("product", top.product(), "product_revenue", "" + top.revenue());
      case "last_product" ->
          Observation.found("product", last.product(), "product_revenue", "" + last.revenue());
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  private static String earlier(String table) {
    int cut = table.length() - 4;
    return table.substring(0, cut) + (Integer.parseInt(table.substring(cut)) - 1);
  }

  @Override
  public String changes() {
    return "";
  }

  @Override
  public boolean writes(String tool) {
    return false;
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<String> topics = Names.some(new ArrayList<>(tableOfTopic.keySet()), 2, chance);
    List<String> two = Names.some(regions, 2, chance);
    String table = tableOfTopic.getOrDefault(topics.getFirst(), "");
    String otherTable = tableOfTopic.getOrDefault(topics.getLast(), "");
    SequencedMap<String, String> there =
        call(new Call("top_product", Values.of("table", otherTable, "region", two.getLast())))
            .facts();
    Goal find =
        Goal.of("find_table", "topic", "topic").yielding("table").mistakenFor("find_archive");
    Goal sum =
        Goal.of("sum_revenue", "table", "table", "region", "region")
            .yielding("revenue")
            .mistakenFor("average_revenue");
    Goal top =
        Goal.of("top_product", "table", "table", "region", "region")
            .yielding("product", "product_revenue")
            .mistakenFor("last_product");
    Goal sumEarlier =
        Goal.of("sum_revenue", "table", "earlier_table", "region", "region").yielding("revenue");
    Goal topEarlier =
        Goal.of("top_product", "table", "earlier_table", "region", "region")
            .yielding("product", "product_revenue");
    boolean ruled = chance.nextBoolean();
    int kind = chance.nextInt(3);
    SequencedMap<String, String> asked =
        new java.util.LinkedHashMap<>(
            Values.of("topic", topics.getFirst(), "region", two.getFirst()));
    if (ruled) {
      asked.put("earlier_table", earlier(table));
    }
    Goal last = kind == 0 ? sum : top;
    return new Task(
        Family.TABLES,
        List.of("total", "best", "both").get(kind),
        ruled ? "tables_not_earlier" : "",
        asked,
        Values.of(
            "topic", topics.getLast(),
            "region", two.getLast(),
            "table", otherTable,
            "revenue", "" + (9_000 + chance.nextInt(20_000)),
            "product", there.getOrDefault("product", ""),
            "product_revenue", there.getOrDefault("product_revenue", "")),
        kind == 2 ? List.of(find, sum, top) : List.of(find, last),
        kind == 0
            ? List.of("revenue")
            : kind == 1
                ? List.of("product", "product_revenue")
                : List.of("revenue", "product", "product_revenue"),
        kind == 0
            ? new Task.Check(sum, "revenue", "revenue")
            : new Task.Check(top, "product_revenue", "product_revenue"),
        ruled ? List.of(kind == 0 ? sumEarlier : topEarlier) : List.of(),
        kind == 0 ? List.of(find, top) : List.of(find, sum));
  }
}
