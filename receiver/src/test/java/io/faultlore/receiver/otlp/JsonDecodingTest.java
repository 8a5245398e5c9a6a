package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.Json.IDS;
import static io.faultlore.receiver.otlp.Json.data;
import static io.faultlore.receiver.otlp.Json.decode;
import static io.faultlore.receiver.otlp.Json.spans;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request in JSON says is read. */
class JsonDecodingTest {
  private static Span span(String fields) throws MalformedRequestException {
    return (Span) spans("{" + IDS + "," + fields + "}").signals().getFirst();
  }

  private static Value value(String json) throws MalformedRequestException {
    return span("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]")
        .attributes()
        .get("k")
        .orElseThrow();
  }

  @Test
  void aTraceRequestIsRead() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.TRACES,
            """
            {"resourceSpans":[{
              "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},
              "scopeSpans":[{
                "scope":{"name":"lib","version":"1.0","attributes":[
                  {"key":"a","value":{"stringValue":"b"}}]},
                "spans":[{
                  "traceId":"5B8EFFF798038103D269B633813FC60C",
                  "spanId":"EEE19B7EC3C1B174",
                  "parentSpanId":"EEE19B7EC3C1B173",
                  "name":"GET /cart","kind":2,"flags":257,
                  "startTimeUnixNano":"1544712660000000000",
                  "endTimeUnixNano":"1544712661000000000",
                  "attributes":[{"key":"n","value":{"intValue":"7"}}],
                  "events":[{"timeUnixNano":"1544712660500000000","name":"e"}],
                  "status":{"code":2,"message":"refused"}}]}]}]}
            """);
    Span span = (Span) decoded.signals().getFirst();
    assertEquals("cart", span.resource().service());
    assertEquals("lib", span.scope().name());
    assertEquals("5b8efff798038103d269b633813fc60c", span.traceId());
    assertEquals("eee19b7ec3c1b174", span.spanId());
    assertEquals("eee19b7ec3c1b173", span.parentSpanId());
    assertEquals(Span.Kind.SERVER, span.kind());
    assertEquals(1_544_712_660_000_000_000L, span.startUnixNano());
    assertEquals(7, span.attributes().integer("n").orElseThrow());
    assertEquals(1_544_712_660_500_000_000L, span.events().getFirst().timeUnixNano());
    assertTrue(span.isError());
    assertEquals(0, decoded.rejected());
  }

  @Test
  void aLogRequestIsRead() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.LOGS,
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{
              "timeUnixNano":"5","observedTimeUnixNano":"6","severityNumber":17,
              "severityText":"ERROR","eventName":"order.failed",
              "body":{"kvlistValue":{"values":[{"key":"id","value":{"intValue":3}}]}},
              "traceId":"5b8efff798038103d269b633813fc60c","spanId":"xyz"}]}]}]}
            """);
    LogRecord log = (LogRecord) decoded.signals().getFirst();
    assertEquals(5, log.timeUnixNano());
    assertTrue(log.isError());
    assertEquals("order.failed", log.eventName());
    assertEquals("{\"id\":3}", log.body().asText());
    assertEquals("", log.traceId(), "a log with a wrong id is kept unattached");
  }

  @Test
  void allFiveMetricKindsAreRead() throws Exception {
    assertEquals(
        new MetricPoint.Gauge(5),
        data("\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1\",\"asInt\":\"5\"}]}"));
    assertEquals(
        new MetricPoint.Sum(-0.5, true, false),
        data(
            "\"sum\":{\"isMonotonic\":true,\"dataPoints\":[{\"timeUnixNano\":1,\"asDouble\":-0.5}],"
                + "\"aggregationTemporality\":1}"));
    assertEquals(
        new MetricPoint.Histogram(2, Double.NaN, List.of(1.0), List.of(1L, 1L), true),
        data(
            "\"histogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"timeUnixNano\":1,\"count\":2,"
                + "\"bucketCounts\":[1,\"1\"],\"explicitBounds\":[1]}]}"));
    assertEquals(
        new MetricPoint.ExponentialHistogram(3, 1.0, 1, 1, -2, List.of(2L), 0, List.of(), true),
        data(
            "\"exponentialHistogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"timeUnixNano\":1,\"count\":3,"
                + "\"sum\":1,\"scale\":1,\"zeroCount\":1,"
                + "\"positive\":{\"offset\":-2,\"bucketCounts\":[2]}}]}"));
    assertEquals(
        new MetricPoint.Summary(1, 2.0, List.of(new MetricPoint.Quantile(0.99, 2))),
        data(
            "\"summary\":{\"dataPoints\":[{\"timeUnixNano\":1,\"count\":\"1\",\"sum\":2,"
                + "\"quantileValues\":[{\"quantile\":0.99,\"value\":2}]}]}"));
  }

  @Test
  void integersMayBeStringsOrNumbers() throws Exception {
    assertEquals(new Value.Int(Long.MIN_VALUE), value("{\"intValue\":\"-9223372036854775808\"}"));
    assertEquals(new Value.Int(Long.MAX_VALUE), value("{\"intValue\":9223372036854775807}"));
    assertEquals(new Value.Int(1000), value("{\"intValue\":1e3}"));
    assertEquals(-1L, span("\"startTimeUnixNano\":18446744073709551615").startUnixNano());
    assertEquals(-1L, span("\"startTimeUnixNano\":\"18446744073709551615\"").startUnixNano());
  }

  @Test
  void doublesMayBeWords() throws Exception {
    assertEquals(new Value.Real(Double.NaN), value("{\"doubleValue\":\"NaN\"}"));
    assertEquals(new Value.Real(Double.POSITIVE_INFINITY), value("{\"doubleValue\":\"Infinity\"}"));
    assertEquals(
        new Value.Real(Double.NEGATIVE_INFINITY), value("{\"doubleValue\":\"-Infinity\"}"));
    assertEquals(new Value.Real(-0.0), value("{\"doubleValue\":-0.0}"));
    assertEquals(new Value.Real(3), value("{\"doubleValue\":3}"));
  }

  @Test
  void otherBytesAreBase64() throws Exception {
    assertEquals(new Value.Bytes("fbff01"), value("{\"bytesValue\":\"+/8B\"}"));
    assertEquals(new Value.Bytes("fbff01"), value("{\"bytesValue\":\"-_8B\"}"));
  }

  @Test
  void anEmptyStringIsAValueAndNoValueIsEmpty() throws Exception {
    assertEquals(new Value.Text(""), value("{\"stringValue\":\"\"}"));
    assertEquals(new Value.Empty(), value("{}"));
    assertEquals(new Value.Empty(), value("null"));
  }

  @Test
  void textBeyondAsciiSurvives() throws Exception {
    assertEquals(new Value.Text("a\u00e9\ud83d\ude00"), value("{\"stringValue\":\"aé😀\"}"));
    assertEquals(
        new Value.Text("\u00e9\ud83d\ude00?"),
        value("{\"stringValue\":\"\\u00e9\\ud83d\\ude00\\ud83d\"}"));
  }

  @Test
  void nullMeansDefault() throws Exception {
    Span span = span("\"name\":null,\"attributes\":null,\"events\":[null],\"status\":null");
    assertEquals("", span.name());
    assertEquals(0, span.attributes().size());
    assertEquals(0, span.events().size());
  }

  @Test
  void enumNamesAreTolerated() throws Exception {
    assertEquals(Span.Kind.CLIENT, span("\"kind\":\"SPAN_KIND_CLIENT\"").kind());
    assertEquals(Span.Kind.CLIENT, span("\"kind\":\"3\"").kind());
    assertEquals(Span.Kind.UNSPECIFIED, span("\"kind\":99").kind());
  }

  @Test
  void unknownAndSnakeCaseFieldsAreIgnored() throws Exception {
    Span span = span("\"later\":{\"a\":[{}]},\"parent_span_id\":\"eee19b7ec3c1b173\"");
    assertTrue(span.isRoot());
  }

  @Test
  void fieldsMayComeInAnyOrder() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.TRACES,
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{"
                + IDS
                + "}],\"scope\":{\"name\":\"lib\"}}],\"resource\":{\"attributes\":"
                + "[{\"value\":{\"stringValue\":\"cart\"},\"key\":\"service.name\"}]}}]}");
    assertEquals("cart", decoded.signals().getFirst().resource().service());
    assertEquals("lib", decoded.signals().getFirst().scope().name());
  }

  @Test
  void aScopeUnderItsFormerNameIsRead() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.TRACES,
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"instrumentationLibrary\":{\"name\":\"lib\"},"
                + "\"spans\":[{"
                + IDS
                + "}]}]}]}");
    assertEquals("lib", decoded.signals().getFirst().scope().name());
    assertEquals("", decoded.message());
  }

  @Test
  void whoNamesNoServiceIsAnUnknownOne() throws Exception {
    Decoded decoded = spans("{" + IDS + "}");
    assertEquals("unknown_service", decoded.signals().getFirst().resource().service());
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyObjectIsAnEmptyRequest(SignalKind kind) throws Exception {
    assertEquals(new Decoded(kind, List.of(), Map.of(), ""), decode(kind, "{}"));
  }
}
