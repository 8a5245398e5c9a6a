package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecodingTest {
  private static final String IDS =
      "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\","
          + "\"endTimeUnixNano\":\"5\"";

  private static Decoded decode(SignalKind kind, String json) throws MalformedRequestException {
    return new OtlpDecoder().decode(kind, Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoded spans(String... spans) throws MalformedRequestException {
    return decode(
        SignalKind.TRACES,
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}");
  }

  private static Span span(String fields) throws MalformedRequestException {
    return (Span) spans("{" + IDS + "," + fields + "}").signals().getFirst();
  }

  private static Value value(String json) throws MalformedRequestException {
    return span("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]")
        .attributes()
        .get("k")
        .orElseThrow();
  }

  private static Decoded points(String data) throws MalformedRequestException {
    return decode(
        SignalKind.METRICS,
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\","
            + data
            + "}]}]}]}");
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

  private static MetricPoint.Data data(String json) throws MalformedRequestException {
    return ((MetricPoint) points(json).signals().getFirst()).data();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\":5",
        "\"startTimeUnixNano\":\"soon\"",
        "\"startTimeUnixNano\":1.5",
        "\"attributes\":{\"key\":\"k\"}",
        "\"attributes\":[[1]]",
        "\"attributes\":[{\"key\":\"k\",\"value\":{\"bytesValue\":\"?\"}}]",
        "\"attributes\":[{\"key\":\"k\",\"value\":{\"boolValue\":\"yes\"}}]",
        "\"kind\":\"KIND_OF\"",
        "\"parentSpanId\":\"abc\"",
        "\"spanId\":\"00\"",
      })
  void aWrongValueCostsItsRecordOnly(String field) throws Exception {
    Decoded decoded =
        spans("{" + IDS + "}", "{" + IDS + "," + field + ",\"links\":[{}]}", "{" + IDS + "}");
    assertEquals(2, decoded.signals().size(), decoded.message());
    assertEquals(1, decoded.rejected());
  }

  @Test
  void aRecordThatIsNoObjectIsRejected() throws Exception {
    Decoded decoded = spans("{" + IDS + "}", "5", "[[]]");
    assertEquals(1, decoded.signals().size());
    assertEquals(2, decoded.rejected());
  }

  @Test
  void aWrongPointCostsThePointOnly() throws Exception {
    Decoded decoded =
        points(
            "\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":1,\"asDouble\":1},{\"asDouble\":\"x\"},"
                + "{\"timeUnixNano\":1,\"asDouble\":2}]}");
    assertEquals(2, decoded.signals().size());
    assertEquals(
        "rejected 1 of the metric points: 1 x asDouble is not a number", decoded.message());
  }

  @Test
  void aWrongResourceCostsItsRecords() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.TRACES,
            "{\"resourceSpans\":[{\"resource\":{\"attributes\":5},\"scopeSpans\":[{\"spans\":[{"
                + IDS
                + "},{"
                + IDS
                + "}]}]},{\"scopeSpans\":[{\"spans\":[{"
                + IDS
                + "}]}]}]}");
    assertEquals(1, decoded.signals().size());
    assertEquals(2, decoded.rejected());
  }

  @Test
  void aValueNestedTooDeeplyCostsItsRecordOnly() throws Exception {
    String deep = "{\"arrayValue\":{\"values\":[".repeat(10_000) + "{}" + "]}}".repeat(10_000);
    Decoded decoded =
        spans(
            "{" + IDS + ",\"attributes\":[{\"key\":\"k\",\"value\":" + deep + "}]}",
            "{" + IDS + "}");
    assertEquals(1, decoded.signals().size());
    assertEquals(1, decoded.rejected());
  }

  @Test
  void endlessNestingIsMalformed() {
    String json = "{\"a\":" + "[".repeat(1_000_000);
    assertThrows(MalformedRequestException.class, () -> decode(SignalKind.TRACES, json));
  }

  @Test
  void aForeignObjectIsAcceptedWithAWarning() throws Exception {
    Decoded decoded = decode(SignalKind.TRACES, "{\"resource_spans\":[],\"events\":[1]}");
    assertEquals(0, decoded.rejected());
    assertEquals(
        "no spans were found; fields that an OTLP request of traces does not have were left out:"
            + " resource_spans, events",
        decoded.message());
    assertEquals(Map.of(LeftOut.UNKNOWN_FIELD, 2), decoded.leftOut());
  }

  @Test
  void fieldsThatMayHoldRecordsAreNamedAtEveryLevel() throws Exception {
    Decoded decoded =
        decode(
            SignalKind.METRICS,
            "{\"resourceMetrics\":[{\"a\":1,\"scopeMetrics\":[{\"b\":[{}],\"metrics\":[{\"gauge\":"
                + "{\"c\":{},\"dataPoints\":[{\"timeUnixNano\":1,\"asInt\":1,\"d\":2}]}}]}],"
                + "\"resource\":{\"e\":3}}]}");
    assertEquals(1, decoded.signals().size());
    assertEquals(
        "fields that an OTLP request of metrics does not have were left out: a, b, c",
        decoded.message(),
        "a point and a resource are used without what later versions add to them");
  }

  @Test
  void namesThatMayBePayloadAreNotQuotedAndOnlyTheFirstAre() throws Exception {
    String fields = "{\"" + "x".repeat(49) + "\":1,\"a b\":1,\"c\":1,\"d\":1,\"e\":1}";
    Decoded decoded = decode(SignalKind.LOGS, fields);
    assertTrue(decoded.message().endsWith(": one with an odd name, c, d"), decoded.message());
    assertEquals(5, decoded.leftOut().get(LeftOut.UNKNOWN_FIELD));
    assertTrue(decode(SignalKind.LOGS, "{\"" + "x".repeat(48) + "\":1}").message().endsWith("xxx"));
  }

  @Test
  void anotherSignalsRequestIsSaid() throws Exception {
    Decoded decoded =
        decode(SignalKind.METRICS, "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}");
    assertTrue(decoded.message().startsWith("no metric points were found"), decoded.message());
    assertTrue(decoded.message().endsWith("resourceSpans"), decoded.message());
  }

  @Test
  void recordsInBlocksOfAnInstrumentationLibraryAreCountedAndSaid() throws Exception {
    String old =
        "{\"resource%1$s\":[{\"instrumentationLibrary%1$s\":[{\"instrumentationLibrary\":"
            + "{\"name\":\"lib\"},\"%2$s\":[%3$s]}]}]}";
    String metric = "{\"sum\":{\"dataPoints\":[{\"asInt\":1},{\"asInt\":2}]}}";
    List<Decoded> all =
        List.of(
            decode(SignalKind.TRACES, old.formatted("Spans", "spans", "{},{}")),
            decode(SignalKind.METRICS, old.formatted("Metrics", "metrics", metric)),
            decode(SignalKind.LOGS, old.formatted("Logs", "logRecords", "{},{}")));
    for (Decoded decoded : all) {
      assertEquals(Map.of(LeftOut.OLD_FIELD, 2), decoded.leftOut());
      assertEquals(2, decoded.rejected());
      assertTrue(decoded.message().contains("before 0.15"), decoded.message());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"intGauge", "intSum", "intHistogram"})
  void pointsOfKindsThatAreGoneAreCountedAndSaid(String kind) throws Exception {
    Decoded decoded = points("\"" + kind + "\":{\"dataPoints\":[{\"value\":\"1\"},{}]}");
    assertEquals(Map.of(LeftOut.OLD_FIELD, 2), decoded.leftOut());
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
  void aSpanOrPointWithoutATimeIsRejectedAndALogIsNot() throws Exception {
    Decoded spans = spans("{" + IDS + "}", "{" + IDS + ",\"endTimeUnixNano\":0}");
    assertEquals("rejected 1 of the spans: 1 x no time", spans.message());
    Decoded points = points("\"gauge\":{\"dataPoints\":[{\"asInt\":1}]}");
    assertEquals(Map.of(LeftOut.NO_TIME, 1), points.leftOut());
    Decoded logs =
        decode(
            SignalKind.LOGS,
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"observedTimeUnixNano\":7},"
                + "{\"timeUnixNano\":8,\"observedTimeUnixNano\":9}]}]}]}");
    assertEquals("", logs.message());
    assertEquals(
        List.of(6L, 7L, 8L),
        logs.arrivedAt(6).signals().stream().map(Signal::timeUnixNano).toList());
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "5",
        "{",
        "{\"resourceSpans\":[",
        "{} {}",
        "{\"resourceSpans\":{}}",
        "\0"
      })
  void whatIsNoRequestIsMalformed(String json) {
    assertThrows(MalformedRequestException.class, () -> decode(SignalKind.TRACES, json));
  }

  @Test
  void invalidUtf8IsNoJson() {
    byte[] body = "{\"resourceSpans\":\"AB\"}".getBytes(StandardCharsets.UTF_8);
    body[18] = (byte) 0xC3;
    assertThrows(
        MalformedRequestException.class,
        () -> new OtlpDecoder().decode(SignalKind.TRACES, Encoding.JSON, body));
  }

  @Test
  void theMessageNeverQuotesThePayload() {
    var error =
        assertThrows(
            MalformedRequestException.class,
            () -> decode(SignalKind.TRACES, "{\"resourceSpans\":secret}"));
    assertEquals("the body is not JSON: line 1, column 25", error.getMessage());
  }
}
