package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.Json.decode;
import static io.faultlore.receiver.otlp.Json.points;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted in JSON and leads to nothing is counted and said. */
class JsonLeftOutTest {
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
}
