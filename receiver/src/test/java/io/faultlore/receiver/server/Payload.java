package io.faultlore.receiver.server;

import io.faultlore.receiver.otlp.Requests;
import io.faultlore.receiver.otlp.SignalKind;
import java.nio.charset.StandardCharsets;

/** The same request in both encodings. */
// Arrays, because that is what is sent.
@SuppressWarnings("ArrayRecordComponent")
record Payload(SignalKind kind, byte[] protobuf, byte[] json) {
  static Payload spans(String service, int count) {
    return spans(service, count, 0);
  }

  /** The first {@code invalid} spans have no span id. */
  static Payload spans(String service, int count, int invalid) {
    var spans = new io.opentelemetry.proto.trace.v1.Span[count];
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < count; i++) {
      var span = Requests.span(i);
      String id = "%016x".formatted(i + 1);
      if (i < invalid) {
        span.clearSpanId();
        id = "";
      }
      spans[i] = span.build();
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"traceId\":\""
                  + Requests.TRACE_ID
                  + "\",\"spanId\":\""
                  + id
                  + "\",\"endTimeUnixNano\":1}");
    }
    String text =
        "{\"resourceSpans\":[{"
            + "\"resource\":{\"attributes\":[{\"key\":\"service.name\","
            + "\"value\":{\"stringValue\":\""
            + service
            + "\"}}]}"
            + ",\"scopeSpans\":[{\"spans\":["
            + json
            + "]}]}]}";
    return new Payload(
        SignalKind.TRACES,
        Requests.traces(service, spans).toByteArray(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  static Payload empty(SignalKind kind) {
    return new Payload(kind, new byte[0], "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** Of exactly this many bytes in each encoding: what is too much is in unknown fields. */
  static Payload ofSize(int bytes) {
    byte[] protobuf = new byte[bytes];
    // Field 15, wire type 2, and a length in five bytes.
    int length = bytes - 6;
    protobuf[0] = (15 << 3) | 2;
    for (int i = 0; i < 5; i++) {
      protobuf[1 + i] = (byte) (((length >>> (7 * i)) & 0x7F) | (i < 4 ? 0x80 : 0));
    }
    byte[] json = " ".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    json[0] = '{';
    json[bytes - 1] = '}';
    return new Payload(SignalKind.TRACES, protobuf, json);
  }

  static Payload broken() {
    return new Payload(
        SignalKind.TRACES,
        new byte[] {10, 5, 1},
        "{\"resourceSpans\":[".getBytes(StandardCharsets.UTF_8));
  }
}
