package io.faultlore.engine.report;

import io.faultlore.engine.report.Family.Overflow;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
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
    this.refused = counterOf(Catalogue.SERIES_DROPPED_TOTAL);
    this.models = infoOf(Catalogue.MODEL_INFO);
  }

  /** States what runs; called once. */
  public void build(String version) {
    infoOf(Catalogue.BUILD_INFO).addLabelValues(version);
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
    Counter counter = counterOf(metric);
    return new Family<>(
        metric, Overflow.FOLD, counter::labelValues, counter::remove, this::refused);
  }

  Family<GaugeDataPoint> gauge(Catalogue metric, Overflow overflow) {
    Gauge gauge =
        Gauge.builder()
            .name(once(metric).metricName())
            .help(metric.help())
            .labelNames(metric.labelNames())
            .register(registry);
    return new Family<>(metric, overflow, gauge::labelValues, gauge::remove, this::refused);
  }

  Family<DistributionDataPoint> histogram(Catalogue metric) {
    Histogram histogram =
        Histogram.builder()
            .name(once(metric).metricName())
            .help(metric.help())
            .labelNames(metric.labelNames())
            .classicUpperBounds(buckets(metric))
            .register(registry);
    return new Family<>(
        metric, Overflow.FOLD, histogram::labelValues, histogram::remove, this::refused);
  }

  private Info infoOf(Catalogue metric) {
    return Info.builder()
        .name(once(metric).metricName())
        .help(metric.help())
        .labelNames(metric.labelNames())
        .register(registry);
  }

  /** The registry, for metrics that are read at the scrape. */
  PrometheusRegistry registry() {
    return registry;
  }

  Catalogue once(Catalogue metric) {
    if (!opened.add(metric)) {
      throw new IllegalStateException(metric.metricName() + " was opened twice");
    }
    return metric;
  }

  private Counter counterOf(Catalogue metric) {
    return Counter.builder()
        .name(once(metric).metricName())
        .help(metric.help())
        .labelNames(metric.labelNames())
        .register(registry);
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
