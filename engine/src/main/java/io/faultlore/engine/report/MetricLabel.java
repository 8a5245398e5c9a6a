package io.faultlore.engine.report;

import java.util.List;

/**
 * A label and its bound.
 *
 * @param values all values it can have; empty when they come from telemetry
 * @param valuesMax how many different values are kept apart
 */
public record MetricLabel(String name, List<String> values, int valuesMax) {
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
