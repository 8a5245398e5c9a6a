package io.faultlore.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules of grafana/dashboard-linter, by their names there, each applied to the whole dashboard.
 * What is excluded is excluded by place and reason, and an exclusion that nothing needs fails.
 */
class DashboardLinterTest {
  private static final Map<String, String> EXCLUDED =
      Map.of(
          "template-datasource-rule: loki_datasource",
          "events come from a log store, which is a data source of its own");

  private static final Set<String> WITHOUT_DATA = Set.of("text", "row", "alertlist");
  private static final Set<String> WITHOUT_UNITS = Set.of("text", "row", "alertlist", "logs");
  private static final Pattern FIXED_RANGE = Pattern.compile("\\[\\d+[smhd]]");

  private final JsonNode dashboard = Files.json("faultlore-overview.json");
  private final List<String> problems = new ArrayList<>();

  @Test
  void theDashboardKeepsTheLintersRules() {
    variables();
    panels();
    targets();
    check(dashboard.get("editable").asBoolean(), "uneditable-dashboard: editable");
    Set<String> unexpected = new TreeSet<>(problems);
    unexpected.removeAll(EXCLUDED.keySet());
    assertEquals(Set.of(), unexpected);
    assertEquals(EXCLUDED.keySet(), new TreeSet<>(problems), "an exclusion is not needed");
  }

  @Test
  void everyQueryNamesExportedMetricsAndTheirLabels() {
    Map<String, List<String>> wrong = new TreeMap<>();
    BiConsumer<String, String> look =
        (where, expr) -> {
          List<String> found = new Query(expr).problems(Set.of());
          if (!found.isEmpty()) {
            wrong.put(where, found);
          }
        };
    for (JsonNode panel : Files.nodes(dashboard.get("panels"))) {
      Files.nodes(panel.path("targets"))
          .forEach(target -> look.accept(text(panel, "title"), text(target, "expr")));
    }
    for (JsonNode annotation : Files.nodes(dashboard.at("/annotations/list"))) {
      look.accept(text(annotation, "name"), text(annotation, "expr"));
    }
    for (JsonNode variable : Files.nodes(dashboard.at("/templating/list"))) {
      look.accept(text(variable, "name"), text(variable, "query"));
    }
    assertEquals(Map.of(), wrong);
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
    List<JsonNode> panels = Files.nodes(dashboard.get("panels"));
    assertEquals(panels.size(), panels.stream().map(panel -> panel.get("id")).distinct().count());
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : panels) {
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          int column = place.get("x").asInt() + x;
          check(column > 23, text(panel, "title") + " is out of the grid");
          check(!cells.add(column + "/" + (place.get("y").asInt() + y)), text(panel, "title"));
        }
      }
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void alertsCasesAndEventsAreMarked() {
    Set<String> marks =
        Files.nodes(dashboard.at("/annotations/list")).stream()
            .filter(mark -> mark.get("enable").asBoolean())
            .map(mark -> text(mark, "name"))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of("Alerts, critical", "Alerts, warning", "Alerts, info", "Cases", "Events"), marks);
  }

  private void variables() {
    List<JsonNode> variables = Files.nodes(dashboard.at("/templating/list"));
    for (JsonNode variable : variables) {
      if (text(variable, "type").equals("datasource")) {
        boolean first = text(variable, "name").equals("datasource");
        check(!first, "template-datasource-rule: " + text(variable, "name"));
        check(
            first && !text(variable, "label").equals("Data Source"),
            "template-datasource-rule: label");
      }
      if (text(variable, "type").equals("query")) {
        check(variable.get("refresh").asInt() != 2, "template-on-time-change-reload-rule");
        check(!new Query(text(variable, "query")).isBalanced(), "template-label-promql-rule");
      }
    }
    for (String name : List.of("job", "instance")) {
      check(
          variables.stream()
              .filter(variable -> text(variable, "name").equals(name))
              .noneMatch(DashboardLinterTest::choosesSeries),
          "template-" + name + "-rule");
    }
  }

  private static boolean choosesSeries(JsonNode variable) {
    return text(variable, "type").equals("query")
        && variable.at("/datasource/uid").asText().equals("${datasource}")
        && variable.get("multi").asBoolean()
        && text(variable, "allValue").equals(".+")
        && !text(variable, "label").isEmpty();
  }

  private void panels() {
    for (JsonNode panel : Files.nodes(dashboard.get("panels"))) {
      String type = text(panel, "type");
      String title = text(panel, "title");
      check(
          title.isEmpty() || text(panel, "description").isEmpty(),
          "panel-title-description-rule: " + title);
      if (!WITHOUT_DATA.contains(type)) {
        String source = panel.at("/datasource/uid").asText();
        check(
            !Set.of("${datasource}", "${loki_datasource}").contains(source),
            "panel-datasource-rule: " + title);
        check(panel.path("targets").isEmpty(), "panel-no-targets-rule: " + title);
      }
      if (!WITHOUT_UNITS.contains(type)) {
        check(
            panel.at("/fieldConfig/defaults/unit").asText().isEmpty(),
            "panel-units-rule: " + title);
      }
    }
  }

  private void targets() {
    for (JsonNode panel : Files.nodes(dashboard.get("panels"))) {
      for (JsonNode target : Files.nodes(panel.path("targets"))) {
        String where = ": " + text(panel, "title");
        Query query = new Query(text(target, "expr"));
        if (target.at("/datasource/type").asText().equals("loki")) {
          check(!query.expr().startsWith("{") || !query.isBalanced(), "target-logql-rule" + where);
          check(FIXED_RANGE.matcher(query.expr()).find(), "target-logql-auto-rule" + where);
        } else {
          promql(query, where);
        }
      }
    }
  }

  private void promql(Query query, String where) {
    check(!query.isBalanced() || query.selectors().isEmpty(), "target-promql-rule" + where);
    check(
        Pattern.compile("(rate|increase)\\([^\\[]*\\[(?!\\$__rate_interval])")
            .matcher(query.expr())
            .find(),
        "target-rate-interval-rule" + where);
    for (Query.Selector selector : query.selectors()) {
      check(!"=~$job".equals(selector.byLabel().get("job")), "target-job-rule" + where);
      check(
          !"=~$instance".equals(selector.byLabel().get("instance")),
          "target-instance-rule" + where);
      if (selector.isCounter()) {
        String rated = "(rate|increase)\\(" + Pattern.quote(selector.metric());
        check(
            !Pattern.compile(rated).matcher(query.expr()).find(),
            "target-counter-agg-rule" + where);
        check(!query.expr().contains("sum"), "target-counter-agg-rule" + where);
      }
    }
  }

  private void check(boolean wrong, String problem) {
    if (wrong) {
      problems.add(problem);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
