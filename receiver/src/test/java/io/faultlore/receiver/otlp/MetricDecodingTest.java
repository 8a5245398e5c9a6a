package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.signal.MetricPoint;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricDecodingTest {
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  private static byte[] request(Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Requests.service("cart"))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build()
        .toByteArray();
  }

  private static Decoded decode(Metric... metrics) throws MalformedRequestException {
    return new OtlpDecoder().decode(SignalKind.METRICS, Encoding.PROTOBUF, request(metrics));
  }

  private static MetricPoint.Data data(Metric.Builder metric) throws MalformedRequestException {
    return ((MetricPoint) decode(metric.build()).signals().getFirst()).data();
  }

  private static NumberDataPoint.Builder number(double value) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(9).setAsDouble(value);
  }

  @Test
  void aGaugeIsRead() throws Exception {
    Metric gauge =
        Metric.newBuilder()
            .setName("cpu")
            .setUnit("1")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        number(0.5)
                            .setStartTimeUnixNano(3)
                            .addAttributes(Requests.text("core", "0")))
                    .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(9).setAsInt(7)))
            .build();

    List<MetricPoint> points =
        decode(gauge).signals().stream().map(MetricPoint.class::cast).toList();

    MetricPoint first = points.getFirst();
    assertEquals("cart", first.resource().service());
    assertEquals("cpu", first.name());
    assertEquals("1", first.unit());
    assertEquals(3, first.startUnixNano());
    assertEquals(9, first.timeUnixNano());
    assertEquals("0", first.attributes().text("core").orElseThrow());
    assertEquals(new MetricPoint.Gauge(0.5), first.data());
    assertEquals(new MetricPoint.Gauge(7), points.getLast().data());
  }

  @Test
  void aSumKeepsItsTemporality() throws Exception {
    Sum.Builder sum = Sum.newBuilder().addDataPoints(number(-0.0)).setIsMonotonic(true);
    assertEquals(
        new MetricPoint.Sum(-0.0, true, false),
        data(Metric.newBuilder().setSum(sum.clone().setAggregationTemporality(DELTA))));
    assertEquals(
        new MetricPoint.Sum(-0.0, true, true),
        data(Metric.newBuilder().setSum(sum.clone().setAggregationTemporality(CUMULATIVE))));
    assertEquals(
        new MetricPoint.Sum(-0.0, false, true),
        data(Metric.newBuilder().setSum(sum.setIsMonotonic(false))));
  }

  @Test
  void aHistogramIsReadWithAndWithoutBuckets() throws Exception {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setTimeUnixNano(9)
            .setCount(3)
            .setSum(Double.POSITIVE_INFINITY);
    assertEquals(
        new MetricPoint.Histogram(
            3,
            Double.POSITIVE_INFINITY,
            List.of(1.0, Double.POSITIVE_INFINITY),
            List.of(1L, 2L, 0L),
            false),
        data(
            Metric.newBuilder()
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(
                            point
                                .clone()
                                .addExplicitBounds(1)
                                .addExplicitBounds(Double.POSITIVE_INFINITY)
                                .addAllBucketCounts(List.of(1L, 2L, 0L))))));
    assertEquals(
        new MetricPoint.Histogram(3, Double.NaN, List.of(), List.of(), true),
        data(
            Metric.newBuilder()
                .setHistogram(Histogram.newBuilder().addDataPoints(point.clearSum()))));
  }

  @Test
  void aHistogramWhoseBucketsDoNotFitIsRejectedAlone() throws Exception {
    HistogramDataPoint good =
        HistogramDataPoint.newBuilder().setTimeUnixNano(9).setCount(3).build();
    HistogramDataPoint bad = good.toBuilder().addExplicitBounds(1).addBucketCounts(3).build();
    Decoded decoded =
        decode(
            Metric.newBuilder()
                .setHistogram(Histogram.newBuilder().addDataPoints(bad).addDataPoints(good))
                .build());
    assertEquals(1, decoded.signals().size());
    assertEquals(
        "rejected 1 of the metric points: 1 x histogram with 1 bounds, 1 counts",
        decoded.message());
  }

  @Test
  void anExponentialHistogramIsRead() throws Exception {
    var buckets = ExponentialHistogramDataPoint.Buckets.newBuilder();
    assertEquals(
        new MetricPoint.ExponentialHistogram(
            6, 2.5, -2, 1, -3, List.of(2L, 0L, 1L), 4, List.of(2L), true),
        data(
            Metric.newBuilder()
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(CUMULATIVE)
                        .addDataPoints(
                            ExponentialHistogramDataPoint.newBuilder()
                                .setTimeUnixNano(9)
                                .setCount(6)
                                .setSum(2.5)
                                .setScale(-2)
                                .setZeroCount(1)
                                .setPositive(
                                    buckets
                                        .clone()
                                        .setOffset(-3)
                                        .addAllBucketCounts(List.of(2L, 0L, 1L)))
                                .setNegative(buckets.clone().setOffset(4).addBucketCounts(2))))));
  }

  @Test
  void aSummaryIsRead() throws Exception {
    assertEquals(
        new MetricPoint.Summary(4, 8.0, List.of(new MetricPoint.Quantile(0.5, 1.5))),
        data(
            Metric.newBuilder()
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(9)
                                .setCount(4)
                                .setSum(8)
                                .addQuantileValues(
                                    SummaryDataPoint.ValueAtQuantile.newBuilder()
                                        .setQuantile(0.5)
                                        .setValue(1.5))))));
  }

  @Test
  void pointsWithoutARecordedValueAreDroppedQuietly() throws Exception {
    Decoded decoded =
        decode(
            Metric.newBuilder()
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(number(1).setFlags(1))
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(5))
                        .addDataPoints(number(Double.NaN)))
                .build());
    assertEquals(1, decoded.signals().size());
    assertEquals(2, decoded.unrecorded());
    assertEquals(0, decoded.rejected());
    assertEquals("", decoded.message());
  }

  @Test
  void aMetricWithoutDataIsSaidAndOneWithoutPointsIsFine() throws Exception {
    Decoded decoded = decode(Metric.newBuilder().setName("empty").build());
    assertEquals(Map.of(LeftOut.NO_DATA, 1), decoded.leftOut());
    assertEquals(
        new Decoded(SignalKind.METRICS, List.of(), Map.of(), ""),
        decode(Metric.newBuilder().setGauge(Gauge.getDefaultInstance()).build()));
  }

  @Test
  void aResourceOfMetricsIsAServiceOnlyWhenAProcessMayHaveMadeThem() throws Exception {
    assertEquals("unknown_service", service());
    assertEquals(
        "unknown_service:java",
        service("telemetry.sdk.name", "opentelemetry", "process.executable.name", "java"));
    assertEquals("cart", service("host.name", "a", "service.name", "cart"));
    assertEquals("", service("host.name", "a"), "a host");
    assertEquals("", service("some.broker.id", "a"), "a broker");
    assertEquals("", service("process.executable.name", "sshd"), "a process seen from outside");
  }

  private static String service(String... attributes) throws MalformedRequestException {
    Resource.Builder resource = Resource.newBuilder();
    for (int i = 0; i < attributes.length; i += 2) {
      resource.addAttributes(Requests.text(attributes[i], attributes[i + 1]));
    }
    Metric gauge =
        Metric.newBuilder().setGauge(Gauge.newBuilder().addDataPoints(number(1))).build();
    byte[] body =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(resource)
                    .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(gauge)))
            .build()
            .toByteArray();
    return new OtlpDecoder()
        .decode(SignalKind.METRICS, Encoding.PROTOBUF, body)
        .signals()
        .getFirst()
        .resource()
        .service();
  }

  @Test
  void badUtf8InTheMetricsNameCostsItsPoints() throws Exception {
    byte[] body =
        request(
            Metric.newBuilder()
                .setName("AB")
                .setGauge(Gauge.newBuilder().addDataPoints(number(1)).addDataPoints(number(2)))
                .build(),
            Metric.newBuilder()
                .setName("cpu")
                .setGauge(Gauge.newBuilder().addDataPoints(number(3)))
                .build());
    for (int i = 0; i + 1 < body.length; i++) {
      if (body[i] == 'A' && body[i + 1] == 'B') {
        body[i] = (byte) 0xC3;
      }
    }

    Decoded decoded = new OtlpDecoder().decode(SignalKind.METRICS, Encoding.PROTOBUF, body);

    assertEquals(1, decoded.signals().size());
    assertEquals(2, decoded.rejected());
  }
}
