package io.faultlore.receiver.otlp;

import io.faultlore.engine.signal.MetricPoint;
import java.nio.charset.StandardCharsets;

/** Requests in JSON, of which tests write only what they are about. */
final class Json {
  static final String IDS =
      "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\","
          + "\"endTimeUnixNano\":\"5\"";

  static Decoded decode(SignalKind kind, String json) throws MalformedRequestException {
    return new OtlpDecoder().decode(kind, Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  static Decoded spans(String... spans) throws MalformedRequestException {
    return decode(
        SignalKind.TRACES,
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}");
  }

  static Decoded points(String data) throws MalformedRequestException {
    return decode(
        SignalKind.METRICS,
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\","
            + data
            + "}]}]}]}");
  }

  static MetricPoint.Data data(String json) throws MalformedRequestException {
    return ((MetricPoint) points(json).signals().getFirst()).data();
  }

  private Json() {}
}
