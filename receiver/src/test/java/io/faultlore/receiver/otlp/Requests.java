package io.faultlore.receiver.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/** Builds OTLP requests for tests. */
public final class Requests {
  public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private Requests() {}

  public static ByteString hex(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  public static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  /** Span number {@code n}, one second long. */
  public static Span.Builder span(int n) {
    return Span.newBuilder()
        .setTraceId(hex(TRACE_ID))
        .setSpanId(hex("%016x".formatted(n + 1)))
        .setName("GET /cart")
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(1_000_000_000L * n)
        .setEndTimeUnixNano(1_000_000_000L * (n + 1));
  }

  public static Resource service(String name) {
    return Resource.newBuilder().addAttributes(text("service.name", name)).build();
  }

  public static ExportTraceServiceRequest traces(String service, Span... spans) {
    ScopeSpans.Builder block = ScopeSpans.newBuilder();
    for (Span span : spans) {
      block.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(service(service)).addScopeSpans(block))
        .build();
  }

  public static ExportTraceServiceRequest traces(String service, int count) {
    Span[] spans = new Span[count];
    for (int i = 0; i < count; i++) {
      spans[i] = span(i).build();
    }
    return traces(service, spans);
  }

  public static ExportLogsServiceRequest logs(String service, LogRecord... logs) {
    ScopeLogs.Builder block = ScopeLogs.newBuilder();
    for (LogRecord log : logs) {
      block.addLogRecords(log);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().setResource(service(service)).addScopeLogs(block))
        .build();
  }
}
