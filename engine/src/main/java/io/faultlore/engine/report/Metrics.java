package io.faultlore.engine.report;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumSet;
import java.util.Set;

/** Opens the metrics of the catalogue in a registry, each once and each within its bounds. */
public final class Metrics {
  /** From a request of a few spans to one that waited for a slow disk. */
  private static final double[] REQUEST_SECONDS = {
    .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
  };

  /** A slice ends up to a minute and its lateness before its verdict. */
  private static final double[] DELAY_SECONDS = {
    .1, .5, 1, 2.5, 5, 10, 15, 30, 45, 60, 90, 120, 300, 600, 1800
  };

  private static final double[] DURATION_SECONDS = {
    1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 10800, 43200
  };
  private static final double[] STEPS = {1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500};
  private static final double[] SHARES = {.1, .2, .3, .4, .5, .6, .7, .8, .9, 1};

  private final PrometheusRegistry registry;
  private final Set<Catalogue> opened = EnumSet.noneOf(Catalogue.class);
  private final Counter refused;
  private final Info models;

  public Metrics(PrometheusRegistry registry) {
    this.registry = registry;
    this.refused = register(Counter.builder(), Catalogue.SERIES_DROPPED_TOTAL);
    this.models = register(Info.builder(), Catalogue.MODEL_INFO);
  }

  /** States what runs; called once. */
  public void build(String version) {
    register(Info.builder(), Catalogue.BUILD_INFO).addLabelValues(version);
  }

  /**
   * Names a model in use.
   *
   * @param training {@code none} (deterministic features), {@code pretrained} or {@code trained}
   */
  public void model(String name, String version, String training) {
    models.addLabelValues(name, version, training);
  }

  Family<CounterDataPoint> counter(Catalogue metric) {
    return new Family<>(metric, register(Counter.builder(), metric), this::refused);
  }

  Family<GaugeDataPoint> gauge(Catalogue metric) {
    return new Family<>(metric, register(Gauge.builder(), metric), this::refused);
  }

  Family<DistributionDataPoint> histogram(Catalogue metric) {
    Histogram.Builder builder = Histogram.builder().classicUpperBounds(buckets(metric));
    return new Family<>(metric, register(builder, metric), this::refused);
  }

  /** Opens a metric as the catalogue describes it. */
  <M extends MetricWithFixedMetadata> M register(
      MetricWithFixedMetadata.Builder<?, M> builder, Catalogue metric) {
    if (!opened.add(metric)) {
      throw new IllegalStateException(metric.metricName() + " was opened twice");
    }
    builder.name(metric.metricName()).help(metric.help()).labelNames(metric.labelNames());
    return builder.register(registry);
  }

  private void refused(String metric) {
    refused.labelValues(metric).inc();
  }

  private static double[] buckets(Catalogue metric) {
    return switch (metric) {
      case VERDICT_DELAY_SECONDS -> DELAY_SECONDS;
      case CASE_DURATION_SECONDS, AGENT_TASK_DURATION_SECONDS -> DURATION_SECONDS;
      case AGENT_TASK_STEPS -> STEPS;
      case AGENT_DETECTION_STEP_RATIO -> SHARES;
      default -> REQUEST_SECONDS;
    };
  }
}
