package io.faultlore.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks in the manner of pint, on the rule file; promtool's own checks run in {@code .ci}. */
class RulesTest {
  private static final Pattern RANGE = Pattern.compile("\\[(\\d+)([smhd])]");
  private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");

  private final List<JsonNode> rules = Files.rules();
  private final List<JsonNode> alerts = rules.stream().filter(rule -> rule.has("alert")).toList();
  private final Set<String> recorded =
      rules.stream()
          .filter(rule -> rule.has("record"))
          .map(rule -> rule.path("record").asText())
          .collect(Collectors.toSet());

  @Test
  void thereAreAtLeastEightAlertsWithNamesOfTheirOwn() {
    assertTrue(alerts.size() >= 8);
    assertEquals(alerts.size(), alerts.stream().map(RulesTest::name).distinct().count());
    assertTrue(alerts.stream().map(RulesTest::name).allMatch(name -> name.startsWith("Faultlore")));
  }

  @Test
  void everyExpressionNamesExportedMetricsAndTheirLabels() {
    for (JsonNode rule : rules) {
      Query query = new Query(rule.path("expr").asText());
      assertEquals(List.of(), query.problems(recorded), query.expr());
      boolean reads = !query.selectors().isEmpty() || query.expr().contains("up{");
      assertTrue(reads, query.expr());
    }
  }

  @Test
  void everyAlertSaysHowBadWhatWhereAndWhatToDo() {
    Set<String> anchors = anchors();
    for (JsonNode alert : alerts) {
      String name = name(alert);
      String severity = alert.at("/labels/severity").asText();
      assertTrue(Set.of("critical", "warning", "info").contains(severity), name);
      JsonNode annotations = alert.path("annotations");
      assertEquals(
          Set.of("summary", "description", "runbook_url", "dashboard_url"),
          annotations.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()),
          name);
      String runbook = annotations.path("runbook_url").asText();
      assertTrue(anchors.contains(runbook.replaceFirst("^runbooks\\.md#", "")), runbook);
      String dashboard = annotations.path("dashboard_url").asText();
      assertTrue(dashboard.matches("/d/" + Overview.UID + "(\\?.*)?"), dashboard);
    }
  }

  @Test
  void everyRunbookBelongsToAnAlert() {
    assertEquals(
        alerts.stream()
            .map(RulesTest::name)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(anchors()));
  }

  @Test
  void everyAlertCompares() {
    for (JsonNode alert : alerts) {
      String expr = alert.path("expr").asText();
      assertTrue(expr.matches("(?s).*(>=|==|>|<|absent).*"), expr);
    }
  }

  @Test
  void everyRangeHoldsAtLeastFourScrapes() {
    for (JsonNode rule : rules) {
      Matcher range = RANGE.matcher(rule.path("expr").asText());
      while (range.find()) {
        int unit = Map.of("s", 1, "m", 60, "h", 3600, "d", 86400).getOrDefault(range.group(2), 0);
        assertTrue(Integer.parseInt(range.group(1)) * unit >= 60, rule.path("expr").asText());
      }
    }
  }

  @Test
  void countersAreReadThroughRates() {
    for (JsonNode rule : rules) {
      String expr = rule.path("expr").asText();
      for (Query.Selector selector : new Query(expr).selectors()) {
        if (selector.isCounter()) {
          String rated = "(rate|increase)\\(" + Pattern.quote(selector.metric());
          assertTrue(Pattern.compile(rated).matcher(expr).find(), expr);
        }
      }
    }
  }

  @Test
  void recordedNamesTellLevelMetricAndOperation() {
    for (String name : recorded) {
      assertTrue(name.matches("job(_[a-z]+)?:faultlore_[a-z_]+:[a-z0-9_]+"), name);
    }
  }

  @Test
  void annotationsUseOnlyLabelsThatSurvive() {
    for (JsonNode alert : alerts) {
      Set<String> gone = aggregatedAway(alert.path("expr").asText());
      Matcher used = LABEL.matcher(alert.path("annotations").toString());
      while (used.find()) {
        assertTrue(!gone.contains(used.group(1)), name(alert) + " uses " + used.group(1));
      }
    }
  }

  @Test
  void everyAlertHasAFiringAndAQuietTest() {
    Set<String> fires = new HashSet<>();
    Set<String> quiet = new HashSet<>();
    for (JsonNode test : Files.nodes(Files.yaml("faultlore-rules-test.yaml").path("tests"))) {
      for (JsonNode check : Files.nodes(test.path("alert_rule_test"))) {
        boolean expectsAlerts = !check.path("exp_alerts").isEmpty();
        (expectsAlerts ? fires : quiet).add(check.path("alertname").asText());
      }
    }
    Set<String> names = alerts.stream().map(RulesTest::name).collect(Collectors.toSet());
    assertEquals(names, fires);
    assertEquals(names, quiet);
  }

  private static Set<String> aggregatedAway(String expr) {
    Set<String> gone = new HashSet<>();
    Matcher without = Pattern.compile("without \\(([^)]*)\\)").matcher(expr);
    if (without.find()) {
      gone.addAll(List.of(without.group(1).split(",\\s*", -1)));
    }
    return gone;
  }

  private static Set<String> anchors() {
    return Files.text("runbooks.md")
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static String name(JsonNode alert) {
    return alert.path("alert").asText();
  }
}
