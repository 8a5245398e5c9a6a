package io.faultlore.receiver.otlp;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metric points of one scope as protobuf metrics, one for each name and form. */
final class PointEncoder {
  private PointEncoder() {}

  /**
   * The metrics in the order of their first points.
   *
   * @param points metric points only, or a ClassCastException is thrown
   */
  static List<Metric> metrics(List<? extends Signal> points) {
    Map<Metric, Metric.Builder> metrics = new LinkedHashMap<>();
    for (Signal signal : points) {
      MetricPoint point = (MetricPoint) signal;
      add(metrics.computeIfAbsent(withoutPoints(point), Metric::toBuilder), point);
    }
    return metrics.values().stream().map(Metric.Builder::build).toList();
  }

  /** What the points of one protobuf metric have in common. */
  private static Metric withoutPoints(MetricPoint point) {
    Metric.Builder metric = Metric.newBuilder().setName(point.name()).setUnit(point.unit());
    switch (point.data()) {
      case MetricPoint.Gauge gauge -> metric.setGauge(Gauge.getDefaultInstance());
      case MetricPoint.Sum sum ->
          metric
              .getSumBuilder()
              .setIsMonotonic(sum.monotonic())
              .setAggregationTemporality(temporality(sum.cumulative()));
      case MetricPoint.Histogram histogram ->
          metric
              .getHistogramBuilder()
              .setAggregationTemporality(temporality(histogram.cumulative()));
      case MetricPoint.ExponentialHistogram histogram ->
          metric
              .getExponentialHistogramBuilder()
              .setAggregationTemporality(temporality(histogram.cumulative()));
      case MetricPoint.Summary summary -> metric.setSummary(Summary.getDefaultInstance());
    }
    return metric.build();
  }

  private static AggregationTemporality temporality(boolean cumulative) {
    return cumulative
        ? AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
        : AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }

  private static void add(Metric.Builder metric, MetricPoint point) {
    switch (point.data()) {
      case MetricPoint.Gauge(double value) ->
          metric.getGaugeBuilder().addDataPoints(number(point, value));
      case MetricPoint.Sum sum -> metric.getSumBuilder().addDataPoints(number(point, sum.value()));
      case MetricPoint.Histogram histogram ->
          metric.getHistogramBuilder().addDataPoints(histogram(point, histogram));
      case MetricPoint.ExponentialHistogram histogram ->
          metric.getExponentialHistogramBuilder().addDataPoints(exponential(point, histogram));
      case MetricPoint.Summary summary ->
          metric.getSummaryBuilder().addDataPoints(summary(point, summary));
    }
  }

  private static NumberDataPoint number(MetricPoint point, double value) {
    return NumberDataPoint.newBuilder()
        .addAllAttributes(OtlpEncoder.attributes(point.attributes()))
        .setStartTimeUnixNano(point.startUnixNano())
        .setTimeUnixNano(point.timeUnixNano())
        .setAsDouble(value)
        .build();
  }

  private static HistogramDataPoint histogram(MetricPoint point, MetricPoint.Histogram data) {
    HistogramDataPoint.Builder builder =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(data.count())
            .addAllExplicitBounds(data.bounds())
            .addAllBucketCounts(data.counts());
    if (!Double.isNaN(data.sum())) {
      builder.setSum(data.sum());
    }
    return builder.build();
  }

  private static ExponentialHistogramDataPoint exponential(
      MetricPoint point, MetricPoint.ExponentialHistogram data) {
    ExponentialHistogramDataPoint.Builder builder =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(data.count())
            .setScale(data.scale())
            .setZeroCount(data.zeroCount());
    builder
        .getPositiveBuilder()
        .setOffset(data.positiveOffset())
        .addAllBucketCounts(data.positiveCounts());
    builder
        .getNegativeBuilder()
        .setOffset(data.negativeOffset())
        .addAllBucketCounts(data.negativeCounts());
    if (!Double.isNaN(data.sum())) {
      builder.setSum(data.sum());
    }
    return builder.build();
  }

  private static SummaryDataPoint summary(MetricPoint point, MetricPoint.Summary data) {
    SummaryDataPoint.Builder builder =
        SummaryDataPoint.newBuilder()
            .addAllAttributes(OtlpEncoder.attributes(point.attributes()))
            .setStartTimeUnixNano(point.startUnixNano())
            .setTimeUnixNano(point.timeUnixNano())
            .setCount(data.count())
            .setSum(data.sum());
    for (MetricPoint.Quantile quantile : data.quantiles()) {
      builder
          .addQuantileValuesBuilder()
          .setQuantile(quantile.quantile())
          .setValue(quantile.value());
    }
    return builder.build();
  }
}
