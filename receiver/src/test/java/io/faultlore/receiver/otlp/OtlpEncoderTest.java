package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpEncoderTest {
  private static final long T = 1_700_000_000_123_456_789L;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Resource CART = resource("cart");
  private static final Resource REDIS = resource("redis");
  private static final Scope SCOPE = new Scope("lib", "1", Attributes.of("a", "b"));

  private static Resource resource(String name) {
    return Resource.of(Attributes.of("service.name", name, "service.instance.id", name + "-1"));
  }

  private static final Attributes ALL_VALUES =
      Attributes.builder()
          .put("text", "ünï \"quoted\"")
          .put("whole", Long.MIN_VALUE)
          .put("real", new Value.Real(0.1))
          .put("infinite", new Value.Real(Double.NEGATIVE_INFINITY))
          .put("none", new Value.Empty())
          .put("yes", new Value.Bool(true))
          .put("bytes", new Value.Bytes("00ff10"))
          .put("list", new Value.Array(List.of(Value.of("x"), Value.of(3))))
          .put("map", new Value.Map(Attributes.of("inner", "y")))
          .build();

  private static void roundTrip(List<Signal> signals) throws Exception {
    SignalKind kind = OtlpEncoder.kindOf(signals.getFirst());
    OtlpDecoder decoder = new OtlpDecoder();
    byte[] protobuf = OtlpEncoder.protobuf(signals);
    assertEquals(signals, decoder.decode(kind, Encoding.PROTOBUF, protobuf).signals());
    String json = OtlpEncoder.json(signals);
    assertFalse(json.contains("\n"));
    byte[] line = json.getBytes(StandardCharsets.UTF_8);
    assertEquals(signals, decoder.decode(kind, Encoding.JSON, line).signals());
  }

  @Test
  void spansComeBackAsTheyWere() throws Exception {
    Span root = span(CART, "00f067aa0ba902b7", "", Span.Kind.SERVER, Span.Status.UNSET, "");
    Span child =
        span(CART, "00f067aa0ba902b8", root.spanId(), Span.Kind.CLIENT, Span.Status.ERROR, "down");
    roundTrip(List.of(root, child));
  }

  @Test
  void recordsOfOneResourceStandTogether() throws Exception {
    Span first = span(CART, "00f067aa0ba902b1", "", Span.Kind.SERVER, Span.Status.OK, "");
    Span other = span(REDIS, "00f067aa0ba902b2", "", Span.Kind.INTERNAL, Span.Status.OK, "");
    Span third = span(CART, "00f067aa0ba902b3", "", Span.Kind.PRODUCER, Span.Status.OK, "");
    byte[] body = OtlpEncoder.protobuf(List.of(first, other, third));
    assertEquals(
        List.of(first, third, other),
        new OtlpDecoder().decode(SignalKind.TRACES, Encoding.PROTOBUF, body).signals());
  }

  @Test
  void logsComeBackAsTheyWere() throws Exception {
    roundTrip(
        List.of(
            new LogRecord(
                CART,
                SCOPE,
                T,
                17,
                "ERROR",
                "",
                Value.of("no"),
                ALL_VALUES,
                TRACE,
                "00f067aa0ba902b7"),
            new LogRecord(
                CART, SCOPE, T, 0, "", "an.event", Value.of(""), Attributes.EMPTY, "", "")));
  }

  @Test
  void allKindsOfMetricsComeBackAsTheyWere() throws Exception {
    roundTrip(
        List.of(
            point("up", new MetricPoint.Gauge(-1.5)),
            point("up", new MetricPoint.Gauge(2)),
            point("calls", new MetricPoint.Sum(3, true, true)),
            point("open", new MetricPoint.Sum(4, false, false)),
            point(
                "took",
                new MetricPoint.Histogram(3, 7.5, List.of(1.0, 5.0), List.of(1L, 1L, 1L), true)),
            point("took2", new MetricPoint.Histogram(3, Double.NaN, List.of(), List.of(), false)),
            point(
                "fine",
                new MetricPoint.ExponentialHistogram(
                    4, 9, 3, 1, 2, List.of(1L, 2L), 0, List.of(), true)),
            point(
                "old",
                new MetricPoint.Summary(9, 4.5, List.of(new MetricPoint.Quantile(.5, .25))))));
  }

  @Test
  void pointsOfOneNameAndFormShareAMetric() throws Exception {
    String json =
        OtlpEncoder.json(
            List.of(
                point("up", new MetricPoint.Gauge(1)),
                point("calls", new MetricPoint.Sum(3, true, true)),
                point("up", new MetricPoint.Gauge(2)),
                point("up", new MetricPoint.Sum(2, true, true))));
    assertEquals(4, json.split("\"name\":\"(up|calls)\"", -1).length, "three metrics");
    assertTrue(json.contains("\"aggregationTemporality\":2"), "enums are numbers");
  }

  @Test
  void idsAreHexadecimalAndLongsAreText() throws Exception {
    String json =
        OtlpEncoder.json(
            List.of(span(CART, "00f067aa0ba902b7", "", Span.Kind.SERVER, Span.Status.OK, "")));
    assertTrue(json.contains("\"traceId\":\"" + TRACE + "\""));
    assertTrue(json.contains("\"startTimeUnixNano\":\"" + T + "\""));
    assertTrue(json.contains("\"kind\":2"));
  }

  private static Span span(
      Resource resource,
      String id,
      String parent,
      Span.Kind kind,
      Span.Status status,
      String message) {
    return new Span(
        resource,
        SCOPE,
        TRACE,
        id,
        parent,
        "GET /cart",
        kind,
        T,
        T + 5,
        ALL_VALUES,
        List.of(new Span.Event(T + 1, "exception", Attributes.of("exception.type", "E"))),
        List.of(new Span.Link(TRACE, "00f067aa0ba902ff", Attributes.EMPTY)),
        status,
        message);
  }

  private static MetricPoint point(String name, MetricPoint.Data data) {
    return new MetricPoint(CART, SCOPE, name, "1", ALL_VALUES, T - 9, T, data);
  }
}
