package io.faultlore.engine.report;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a registry as a scrape would. */
final class Scrape {
  private Scrape() {}

  /** The series of a metric that have all these label values. */
  static List<DataPointSnapshot> series(
      PrometheusRegistry registry, String name, String... labelValues) {
    return snapshots(registry)
        .filter(snapshot -> name(snapshot).equals(name))
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .<DataPointSnapshot>map(point -> point)
        .filter(point -> values(point).containsAll(List.of(labelValues)))
        .toList();
  }

  /** The sum of these series; of a histogram, the number of observations. */
  static double of(PrometheusRegistry registry, String name, String... labelValues) {
    return series(registry, name, labelValues).stream().mapToDouble(Scrape::value).sum();
  }

  static Set<String> names(PrometheusRegistry registry) {
    return snapshots(registry)
        .filter(snapshot -> !snapshot.getDataPoints().isEmpty())
        .map(Scrape::name)
        .collect(Collectors.toSet());
  }

  private static Stream<MetricSnapshot> snapshots(PrometheusRegistry registry) {
    return registry.scrape().stream();
  }

  private static String name(MetricSnapshot snapshot) {
    MetricMetadata metadata = snapshot.getMetadata();
    return switch (snapshot) {
      case io.prometheus.metrics.model.snapshots.CounterSnapshot c ->
          metadata.getPrometheusName() + "_total";
      case io.prometheus.metrics.model.snapshots.InfoSnapshot i ->
          metadata.getPrometheusName() + "_info";
      default -> metadata.getPrometheusName();
    };
  }

  private static Set<String> values(DataPointSnapshot point) {
    return point.getLabels().stream().map(label -> label.getValue()).collect(Collectors.toSet());
  }

  private static double value(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> counter.getValue();
      case GaugeDataPointSnapshot gauge -> gauge.getValue();
      case HistogramDataPointSnapshot histogram -> histogram.getCount();
      default -> 1;
    };
  }
}
