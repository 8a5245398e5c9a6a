package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.AttributeTranslator.attributes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Optional;

/** The points of one metric become {@link MetricPoint}s. */
record PointTranslator(
    Resource resource,
    Scope scope,
    String name,
    String unit,
    Metric.DataCase shape,
    boolean monotonic,
    boolean cumulative) {

  /** Senders that leave the temporality out, against the rules, mostly mean running totals. */
  static boolean isCumulative(long temporality) {
    return temporality != AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA_VALUE;
  }

  /** The point, or empty when its sender recorded no value. */
  Optional<MetricPoint> point(WireSlice slice)
      throws InvalidProtocolBufferException, InvalidRecordException {
    return switch (shape) {
      case GAUGE, SUM -> number(slice.parse(NumberDataPoint.parser()));
      case HISTOGRAM -> histogram(slice.parse(HistogramDataPoint.parser()));
      case EXPONENTIAL_HISTOGRAM ->
          exponential(slice.parse(ExponentialHistogramDataPoint.parser()));
      case SUMMARY -> summary(slice.parse(SummaryDataPoint.parser()));
      case DATA_NOT_SET -> throw new IllegalStateException("a metric without data has no points");
    };
  }

  private Optional<MetricPoint> number(NumberDataPoint point) {
    double value =
        switch (point.getValueCase()) {
          case AS_DOUBLE -> point.getAsDouble();
          case AS_INT -> point.getAsInt();
          case VALUE_NOT_SET -> Double.NaN;
        };
    boolean recorded =
        isRecorded(point.getFlags())
            && point.getValueCase() != NumberDataPoint.ValueCase.VALUE_NOT_SET;
    MetricPoint.Data data =
        shape == Metric.DataCase.SUM
            ? new MetricPoint.Sum(value, monotonic, cumulative)
            : new MetricPoint.Gauge(value);
    return point(
        recorded,
        attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        data);
  }

  private Optional<MetricPoint> histogram(HistogramDataPoint point) throws InvalidRecordException {
    int bounds = point.getExplicitBoundsCount();
    int counts = point.getBucketCountsCount();
    if (counts != bounds + 1 && (counts != 0 || bounds != 0)) {
      throw new InvalidRecordException(
          "histogram with " + bounds + " bounds, " + counts + " counts");
    }
    return point(
        isRecorded(point.getFlags()),
        attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        new MetricPoint.Histogram(
            point.getCount(),
            point.hasSum() ? point.getSum() : Double.NaN,
            point.getExplicitBoundsList(),
            point.getBucketCountsList(),
            cumulative));
  }

  private Optional<MetricPoint> exponential(ExponentialHistogramDataPoint point) {
    return point(
        isRecorded(point.getFlags()),
        attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        new MetricPoint.ExponentialHistogram(
            point.getCount(),
            point.hasSum() ? point.getSum() : Double.NaN,
            point.getScale(),
            point.getZeroCount(),
            point.getPositive().getOffset(),
            point.getPositive().getBucketCountsList(),
            point.getNegative().getOffset(),
            point.getNegative().getBucketCountsList(),
            cumulative));
  }

  private Optional<MetricPoint> summary(SummaryDataPoint point) {
    List<MetricPoint.Quantile> quantiles =
        point.getQuantileValuesList().stream()
            .map(entry -> new MetricPoint.Quantile(entry.getQuantile(), entry.getValue()))
            .toList();
    return point(
        isRecorded(point.getFlags()),
        attributes(point.getAttributesList()),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        new MetricPoint.Summary(point.getCount(), point.getSum(), quantiles));
  }

  private Optional<MetricPoint> point(
      boolean recorded, Attributes attributes, long start, long time, MetricPoint.Data data) {
    return recorded
        ? Optional.of(new MetricPoint(resource, scope, name, unit, attributes, start, time, data))
        : Optional.empty();
  }

  private static boolean isRecorded(int flags) {
    return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) == 0;
  }
}
