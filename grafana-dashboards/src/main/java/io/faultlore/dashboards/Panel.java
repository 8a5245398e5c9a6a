package io.faultlore.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One panel. */
final class Panel {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode json = NODES.objectNode();
  private final ObjectNode defaults = NODES.objectNode();
  private final ArrayNode overrides = NODES.arrayNode();
  private final ArrayNode targets = NODES.arrayNode();
  private final ArrayNode transformations = NODES.arrayNode();
  private final ObjectNode options = NODES.objectNode();

  private Panel(String type, String title, String description) {
    json.put("type", type).put("title", title).put("description", description);
  }

  /** A panel on metrics; the unit is one of Grafana's ids, for instance {@code percentunit}. */
  static Panel of(String type, String title, String description, String unit) {
    Panel panel = new Panel(type, title, description);
    panel.json.set("datasource", Dashboard.source("prometheus", "${datasource}"));
    panel.defaults.put("unit", unit);
    return panel;
  }

  static Panel logs(String title, String description, String expr) {
    Panel panel = new Panel("logs", title, description);
    panel.json.set("datasource", Dashboard.source("loki", "${loki_datasource}"));
    panel.options.put("showTime", true).put("wrapLogMessage", true).put("sortOrder", "Descending");
    ObjectNode target = panel.targets.addObject();
    target.set("datasource", Dashboard.source("loki", "${loki_datasource}"));
    target.put("refId", "A").put("expr", expr).put("queryType", "range");
    return panel;
  }

  static Panel text(String title, String description, String markdown) {
    Panel panel = new Panel("text", title, description);
    panel.options.put("mode", "markdown").put("content", markdown);
    return panel;
  }

  static Panel alerts(String title, String description) {
    Panel panel = new Panel("alertlist", title, description);
    panel.options.put("alertName", "Faultlore").put("maxItems", 20).put("sortOrder", 3);
    panel.options.put("viewMode", "list").putObject("stateFilter").put("firing", true);
    return panel;
  }

  Panel query(String expr, String legend) {
    target(expr).put("legendFormat", legend);
    return this;
  }

  /** The newest values, one row a series. */
  Panel rows(String expr) {
    target(expr).put("format", "table").put("instant", true);
    return this;
  }

  private ObjectNode target(String expr) {
    ObjectNode target = targets.addObject();
    target.set("datasource", Dashboard.source("prometheus", "${datasource}"));
    target
        .put("refId", Character.toString('A' + targets.size() - 1))
        .put("expr", Dashboard.expanded(expr));
    return target;
  }

  Panel withExemplars() {
    targets.forEach(target -> ((ObjectNode) target).put("exemplar", true));
    return this;
  }

  /** Green below the first value, yellow below the second, red above. */
  Panel thresholds(double yellow, double red) {
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    steps.addObject().put("color", "green").putNull("value");
    steps.addObject().put("color", "yellow").put("value", yellow);
    steps.addObject().put("color", "red").put("value", red);
    defaults.putObject("color").put("mode", "thresholds");
    return this;
  }

  Panel bars() {
    defaults
        .putObject("custom")
        .put("drawStyle", "bars")
        .put("fillOpacity", 60)
        .putObject("stacking")
        .put("mode", "normal");
    return this;
  }

  /** Joins the queries' rows by a column. */
  Panel joinedBy(String field) {
    transformations
        .addObject()
        .put("id", "joinByField")
        .putObject("options")
        .put("byField", field)
        .put("mode", "outer");
    return this;
  }

  Panel columns(Map<String, String> renamed, List<String> hidden) {
    ObjectNode organize = transformations.addObject().put("id", "organize").putObject("options");
    ObjectNode names = organize.putObject("renameByName");
    new TreeMap<>(renamed).forEach(names::put);
    ObjectNode excluded = organize.putObject("excludeByName");
    hidden.forEach(field -> excluded.put(field, true));
    return this;
  }

  Panel unitOf(String field, String unit) {
    override(field, "unit").put("value", unit);
    return this;
  }

  Panel linkOf(String field, String title, String url) {
    override(field, "links").putArray("value").addObject().put("title", title).put("url", url);
    return this;
  }

  private ObjectNode override(String field, String property) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", field);
    return override.putArray("properties").addObject().put("id", property);
  }

  void addTo(Dashboard dashboard, int width, int height) {
    dashboard.add(json(), width, height);
  }

  private ObjectNode json() {
    ObjectNode whole = json.deepCopy();
    if (!targets.isEmpty()) {
      ObjectNode fieldConfig = whole.putObject("fieldConfig");
      fieldConfig.set("defaults", defaults);
      fieldConfig.set("overrides", overrides);
      whole.set("targets", targets);
    }
    whole.set("options", options);
    if (!transformations.isEmpty()) {
      whole.set("transformations", transformations);
    }
    return whole;
  }
}
