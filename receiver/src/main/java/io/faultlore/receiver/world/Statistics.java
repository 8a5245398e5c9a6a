package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.slice.Template;
import io.faultlore.engine.slice.Templates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What telemetry of a system looks like, in figures that can be compared between systems. Latency
 * and errors are those of quiet times. A figure is NaN where the telemetry does not tell it.
 */
final class Statistics {
  // What comes after so many different ones is not counted as another.
  static final int SERVICES_MAX = 5_000;
  private static final int OPERATIONS_MAX = 5_000;
  private static final int SERIES_MAX = 100_000;
  private static final int TEMPLATES_MAX = 100_000;

  /** A p99 of fewer is the slowest or the second slowest. */
  private static final int SPANS_MIN = 200;

  /** Spans of one name. */
  record Operation(String service, String name, Span.Kind kind) {}

  private record Series(String service, String instance, String name, Attributes attributes) {}

  private record Line(String service, Template template) {}

  private final FaultReach faults;
  private final TraceShapes traces = new TraceShapes();
  private final Map<Operation, Durations> durations = new HashMap<>();
  private final Map<Series, MinuteSeries> series = new HashMap<>();
  private final Set<Line> templates = new HashSet<>();
  private final Set<String> services = new HashSet<>();
  private long spans;

  /** Some senders never set a status; then nothing is known of errors. */
  private boolean hasStatus;

  private long quietSpans;
  private long quietSpanErrors;
  private long logs;
  private long quietLogs;
  private long quietLogErrors;

  Statistics(FaultReach faults) {
    this.faults = faults;
  }

  void take(Signal signal) {
    String service = signal.resource().service();
    if (service.isEmpty()) {
      return;
    }
    if (services.size() < SERVICES_MAX) {
      services.add(service);
    }
    switch (signal) {
      case Span span -> span(service, span);
      case LogRecord log -> log(service, log);
      case MetricPoint point -> point(service, point);
    }
  }

  private void span(String service, Span span) {
    Operation operation = new Operation(service, span.name(), span.kind());
    spans++;
    hasStatus |= span.status() != Span.Status.UNSET;
    traces.add(span);
    faults.add(operation, span);
    if (faults.isQuiet(span.endUnixNano())) {
      quietSpans++;
      quietSpanErrors += span.isError() ? 1 : 0;
      if (durations.size() < OPERATIONS_MAX || durations.containsKey(operation)) {
        durations.computeIfAbsent(operation, none -> new Durations()).add(span.durationNanos());
      }
    }
  }

  private void log(String service, LogRecord log) {
    logs++;
    if (templates.size() < TEMPLATES_MAX) {
      templates.add(new Line(service, Templates.template(log)));
    }
    if (faults.isQuiet(log.timeUnixNano())) {
      quietLogs++;
      quietLogErrors += log.isError() ? 1 : 0;
    }
  }

  private void point(String service, MetricPoint point) {
    Series key = new Series(service, point.resource().instance(), point.name(), point.attributes());
    if (series.size() >= SERIES_MAX && !series.containsKey(key)) {
      return;
    }
    // What is asked for are levels: counts of requests follow the load.
    MinuteSeries minutes = series.computeIfAbsent(key, none -> new MinuteSeries());
    switch (point.data()) {
      case MetricPoint.Gauge(double value) -> minutes.add(point.timeUnixNano(), value);
      case MetricPoint.Sum(double value, boolean monotonic, boolean cumulative) -> {
        if (!monotonic) {
          minutes.add(point.timeUnixNano(), value);
        }
      }
      case MetricPoint.Histogram histogram -> {}
      case MetricPoint.ExponentialHistogram histogram -> {}
      case MetricPoint.Summary summary -> {}
    }
  }

  /** The figures by name, in the order of a report; traces that are open count as complete. */
  Map<String, Double> figures() {
    traces.finish();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("services", (double) services.size());
    figures.put("spans per trace, median", traces.spans(.5));
    figures.put("spans per trace, p95", traces.spans(.95));
    figures.put("depth of a trace, median", traces.depth(.5));
    figures.put("depth of a trace, p95", traces.depth(.95));
    figures.put("services per trace, median", traces.services(.5));
    figures.put("fan-out, mean", traces.fanOut());
    figures.put("latency p95/p50", latencyRatio(.95));
    figures.put("latency p99/p50", latencyRatio(.99));
    figures.put(
        "span errors, quiet, %", hasStatus ? 100.0 * quietSpanErrors / quietSpans : Double.NaN);
    figures.put("log errors, quiet, %", 100.0 * quietLogErrors / quietLogs);
    figures.put(
        "gauges, lag 1 min",
        median(series.values().stream().mapToDouble(MinuteSeries::autocorrelation)));
    figures.put("templates per service", perService(templates.stream().map(Line::service)));
    figures.put("series per service", perService(series.keySet().stream().map(Series::service)));
    figures.put("log records per span", (double) logs / spans);
    figures.put("touched by a fault, %", 100 * faults.share(services.size()));
    return figures;
  }

  /** Median over operations that were called often enough. */
  private double latencyRatio(double q) {
    return median(
        durations.values().stream()
            .filter(operation -> operation.total() >= SPANS_MIN)
            .mapToDouble(operation -> operation.quantile(q) / operation.quantile(.5)));
  }

  /** Median over the services that have any. */
  private static double perService(Stream<String> owners) {
    Map<String, Integer> counts = new HashMap<>();
    owners.forEach(service -> counts.merge(service, 1, Integer::sum));
    return median(counts.values().stream().mapToDouble(Integer::doubleValue));
  }

  static double median(DoubleStream values) {
    double[] sorted = values.filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
