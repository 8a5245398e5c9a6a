package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.Json.IDS;
import static io.faultlore.receiver.otlp.Json.decode;
import static io.faultlore.receiver.otlp.Json.points;
import static io.faultlore.receiver.otlp.Json.spans;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.faultlore.engine.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong value in JSON costs, and what is no request at all. */
class JsonRejectionTest {
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
