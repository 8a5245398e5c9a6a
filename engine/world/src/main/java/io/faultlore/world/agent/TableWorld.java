package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    regions = Chance.some(Names.REGIONS, REGIONS, chance);
    int year = 2019 + chance.nextInt(5);
    for (String topic : Chance.some(Names.TOPICS, 4, chance)) {
      String table = topic.replace(' ', '_') + '_' + year;
      tableOfTopic.put(topic, table);
      tables.put(table, rows(now, chance));
      tables.put(topic.replace(' ', '_') + '_' + (year - 1), rows(now, chance));
    }
  }

  private List<Row> rows(boolean now, RandomGenerator chance) {
    List<Row> rows = new ArrayList<>();
    List<String> products = Chance.some(Names.ITEMS, PRODUCTS, chance);
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
  public Task draw(RandomGenerator chance) {
    List<String> topics = Chance.some(new ArrayList<>(tableOfTopic.keySet()), 2, chance);
    List<String> some = Chance.some(regions, REGIONS, chance);
    String table = tableOfTopic.getOrDefault(topics.getFirst(), "");
    String otherTable = tableOfTopic.getOrDefault(topics.getLast(), "");
    SequencedMap<String, String> known = new LinkedHashMap<>();
    known.put("topic", topics.getFirst());
    known.put("region", some.getFirst());
    known.put("earlier_table", earlier(table));
    known.put("last_table", table);
    SequencedMap<String, String> decoys = new LinkedHashMap<>();
    decoys.put("topic", topics.getLast());
    decoys.put("region", some.getLast());
    decoys.put("table", otherTable);
    decoys.put("revenue", "" + (9_000 + chance.nextInt(20_000)));
    decoys.putAll(
        call(new Call("top_product", Values.of("table", otherTable, "region", some.getLast())))
            .facts());
    int count = 3 + chance.nextInt(2);
    for (int i = 1; i <= count; i++) {
      known.put("region_" + i, some.get(i - 1));
      decoys.put("region_" + i, some.getLast());
      decoys.put("revenue_" + i, "" + (9_000 + chance.nextInt(20_000)));
    }
    return Task.draw(Family.TABLES, kinds(count), known, decoys, chance);
  }

  private static List<TaskKind> kinds(int count) {
    Goal find =
        Goal.of("find_table", "topic", "topic").yielding("table").mistakenFor("find_archive");
    Goal findOld =
        Goal.of("find_archive", "topic", "topic").yielding("table").mistakenFor("find_table");
    Goal sum = measure("sum_revenue", "average_revenue", "table", "revenue");
    Goal mean = measure("average_revenue", "sum_revenue", "table", "revenue");
    Goal top = measure("top_product", "last_product", "table", "product", "product_revenue");
    Goal last = measure("last_product", "top_product", "table", "product", "product_revenue");
    Goal sumEarlier = measure("sum_revenue", "sum_revenue", "earlier_table", "revenue");
    Goal sumBefore = measure("sum_revenue", "average_revenue", "earlier_table", "revenue_2");
    Goal topEarlier =
        measure("top_product", "top_product", "earlier_table", "product", "product_revenue");
    Goal sumLast = measure("sum_revenue", "sum_revenue", "last_table", "revenue");
    String noOld = "tables_not_earlier";
    List<String> revenue = List.of("revenue");
    List<String> all = List.of("revenue", "product", "product_revenue");
    return List.of(
        TaskKind.of("total", List.of(find, sum), revenue).unless(noOld, sumEarlier),
        TaskKind.of("mean", List.of(find, mean), revenue).unless(noOld, sumEarlier),
        TaskKind.of("best", List.of(find, top), top.yields()).unless(noOld, topEarlier),
        TaskKind.of("latest", List.of(find, last), last.yields()).unless(noOld, topEarlier),
        TaskKind.of("both", List.of(find, sum, top), all).unless(noOld, topEarlier),
        TaskKind.of("former", List.of(findOld, sum), revenue).unless("tables_not_current", sumLast),
        TaskKind.of("trend", List.of(find, sum, sumBefore), List.of("revenue", "revenue_2")),
        TaskKind.forEach("compare", List.of(find), sum, "region", count));
  }

  private static Goal measure(String tool, String alike, String table, String... yields) {
    Goal goal = Goal.of(tool, "table", table, "region", "region").yielding(yields);
    return goal.mistakenFor(alike);
  }
}
