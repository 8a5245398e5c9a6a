package io.faultlore.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A dashboard in Grafana's classic JSON. Schema version 39 loads in Grafana 10 to 12 and is
 * migrated on load in 13.
 */
final class Dashboard {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Grafana's grid is 24 columns wide. */
  private static final int COLUMNS = 24;

  private final ObjectNode json = NODES.objectNode();
  private final ArrayNode annotations = NODES.arrayNode();
  private final ArrayNode variables = NODES.arrayNode();
  private final ArrayNode panels = NODES.arrayNode();
  private int x;
  private int y;
  private int rowHeight;

  Dashboard(String uid, String title, String description) {
    json.put("uid", uid);
    json.put("title", title);
    json.put("description", description);
    json.putArray("tags").add("faultlore");
    json.put("schemaVersion", 39);
    json.put("version", 1);
    json.put("editable", false);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    json.put("timezone", "");
    json.putObject("time").put("from", "now-3h").put("to", "now");
    ObjectNode link = json.putArray("links").addObject();
    link.put("title", "Faultlore").put("type", "dashboards").put("asDropdown", false);
    link.put("keepTime", true).put("includeVars", true).putArray("tags").add("faultlore");
    json.putObject("annotations").set("list", annotations);
    json.putObject("templating").set("list", variables);
    json.set("panels", panels);
  }

  void datasource(String name, String label, String type) {
    ObjectNode variable = variables.addObject();
    variable.put("name", name).put("label", label).put("type", "datasource").put("query", type);
    variable.put("refresh", 1).put("regex", "").put("multi", false).put("includeAll", false);
    variable.put("hide", 0).putObject("current");
    variable.putArray("options");
  }

  /** A variable with the values of a label, several of which can be chosen. */
  void labelValues(String name, String label, String query) {
    ObjectNode variable = variables.addObject();
    variable.put("name", name).put("label", label).put("type", "query");
    variable.set("datasource", source("prometheus", "${datasource}"));
    variable.put("query", expanded(query)).put("definition", expanded(query));
    variable.put("refresh", 2).put("sort", 1).put("regex", "");
    variable.put("multi", true).put("includeAll", true).put("allValue", ".+").put("hide", 0);
    variable.putObject("current").put("selected", true).put("text", "All").put("value", "$__all");
  }

  void text(String name, String label, String value) {
    ObjectNode variable = variables.addObject();
    variable.put("name", name).put("label", label).put("type", "textbox").put("query", value);
    variable.put("hide", 0);
    variable.putObject("current").put("text", value).put("value", value);
  }

  /** Marks the times at which the query has a result; a region lasts as long as its series. */
  void mark(String name, String colour, boolean on, String expr, String title, String text) {
    ObjectNode annotation = annotation(name, colour, on, "prometheus", "${datasource}", expr);
    annotation.put("titleFormat", title).put("textFormat", text);
    annotation.put("step", "30s").put("useValueForTime", false);
  }

  void markLogs(String name, String colour, String expr) {
    annotation(name, colour, true, "loki", "${loki_datasource}", expr)
        .put("titleFormat", "{{event_name}}")
        .put("textFormat", "{{__line__}}");
  }

  private ObjectNode annotation(
      String name, String colour, boolean on, String type, String uid, String expr) {
    ObjectNode annotation = annotations.addObject();
    annotation.put("name", name).put("enable", on).put("hide", false).put("iconColor", colour);
    annotation.set("datasource", source(type, uid));
    annotation.put("expr", expanded(expr));
    return annotation;
  }

  /** Places the panel behind the last one, or in a new row when it does not fit. */
  void add(ObjectNode panel, int width, int height) {
    if (x + width > COLUMNS) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    panel.put("id", panels.size() + 1);
    panel.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
    panels.add(panel);
    x += width;
    rowHeight = Math.max(rowHeight, height);
  }

  ObjectNode json() {
    return json;
  }

  /**
   * A query in which {@code <chosen>} stands for the instances that were chosen above, and {@code
   * <service>} for their chosen services.
   */
  static String expanded(String query) {
    return query
        .replace("<service>", "<chosen>,service=~\"$service\"")
        .replace("<chosen>", "job=~\"$job\",instance=~\"$instance\"");
  }

  static ObjectNode source(String type, String uid) {
    return NODES.objectNode().put("type", type).put("uid", uid);
  }
}
