package io.faultlore.engine.report;

import java.util.List;

/**
 * A label and its bound.
 *
 * @param values all values it can have; empty when they come from telemetry
 * @param valuesMax how many different values are kept apart
 */
public record MetricLabel(String name, List<String> values, int valuesMax) {
  static final MetricLabel SIGNAL = closed("signal", "traces", "metrics", "logs");
  static final MetricLabel PIPELINE = closed("pipeline", "runtime", "agent");
  static final MetricLabel SCOPE = closed("scope", "runtime", "agent");
  static final MetricLabel SEVERITY = closed("severity", "critical", "warning", "info");
  static final MetricLabel SERVICE = open("service", 200);
  static final MetricLabel APP = open("app", 20);
  static final MetricLabel INDEX = open("index", 4);
  static final MetricLabel CASE_ID = open("case_id", 50);
  static final MetricLabel RANK = closed("rank", "1", "2", "3", "4", "5");
  static final MetricLabel AGENT = open("agent", 200);

  public MetricLabel {
    values = List.copyOf(values);
  }

  /** A label whose values are known beforehand. */
  static MetricLabel closed(String name, String... values) {
    return new MetricLabel(name, List.of(values), values.length);
  }

  /** A label whose values come from telemetry. */
  static MetricLabel open(String name, int valuesMax) {
    return new MetricLabel(name, List.of(), valuesMax);
  }

  boolean isOpen() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return isOpen() ? name + " (≤ " + valuesMax + ")" : name + ": " + String.join(", ", values);
  }
}
