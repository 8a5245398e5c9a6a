package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.RequestWalk.BLOCKS;
import static io.faultlore.receiver.otlp.RequestWalk.CHILDREN;
import static io.faultlore.receiver.otlp.RequestWalk.OWNER;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Signals as an export request, for simulated telemetry: what {@link OtlpDecoder} reads gives the
 * same signals again. Records of one resource and scope stand together, in their order.
 */
public final class OtlpEncoder {
  private static final HexFormat HEX = HexFormat.of();

  private OtlpEncoder() {}

  /** The kind of request that carries the signal. */
  public static SignalKind kindOf(Signal signal) {
    return switch (signal) {
      case Span span -> SignalKind.TRACES;
      case MetricPoint point -> SignalKind.METRICS;
      case LogRecord log -> SignalKind.LOGS;
    };
  }

  /**
   * The request in protobuf.
   *
   * @param signals all of one kind, and at least one
   * @throws java.util.NoSuchElementException when there is none
   * @throws ClassCastException when they are of several kinds
   */
  public static byte[] protobuf(List<? extends Signal> signals) {
    return request(signals).toByteArray();
  }

  /**
   * The request as one line of OTLP/JSON, as the Collector's file exporter writes it, without the
   * line's end.
   *
   * @param signals all of one kind, and at least one
   * @throws java.util.NoSuchElementException when there is none
   * @throws ClassCastException when they are of several kinds
   */
  public static String json(List<? extends Signal> signals) throws IOException {
    return JsonMessage.of(request(signals));
  }

  private static Message request(List<? extends Signal> signals) {
    return switch (kindOf(signals.getFirst())) {
      case TRACES ->
          request(
              ExportTraceServiceRequest.newBuilder(),
              signals,
              spans -> spans.stream().map(span -> span((Span) span)).toList());
      case METRICS ->
          request(ExportMetricsServiceRequest.newBuilder(), signals, PointEncoder::metrics);
      case LOGS ->
          request(
              ExportLogsServiceRequest.newBuilder(),
              signals,
              logs -> logs.stream().map(log -> log((LogRecord) log)).toList());
    };
  }

  /** The three requests nest alike ({@link RequestWalk}). */
  private static Message request(
      Message.Builder request,
      List<? extends Signal> signals,
      Function<List<Signal>, List<? extends Message>> encode) {
    grouped(signals)
        .forEach(
            (resource, scopes) -> {
              Message.Builder block = request.newBuilderForField(field(request, BLOCKS));
              block.setField(field(block, OWNER), resource(resource));
              scopes.forEach(
                  (scope, records) -> {
                    Message.Builder inner = block.newBuilderForField(field(block, CHILDREN));
                    inner.setField(field(inner, OWNER), scope(scope));
                    inner.setField(field(inner, CHILDREN), encode.apply(records));
                    block.addRepeatedField(field(block, CHILDREN), inner.build());
                  });
              request.addRepeatedField(field(request, BLOCKS), block.build());
            });
    return request.build();
  }

  private static FieldDescriptor field(Message.Builder message, int number) {
    return message.getDescriptorForType().findFieldByNumber(number);
  }

  private static Map<Resource, Map<Scope, List<Signal>>> grouped(List<? extends Signal> signals) {
    Map<Resource, Map<Scope, List<Signal>>> groups = new LinkedHashMap<>();
    for (Signal signal : signals) {
      groups
          .computeIfAbsent(signal.resource(), none -> new LinkedHashMap<>())
          .computeIfAbsent(signal.scope(), none -> new ArrayList<>())
          .add(signal);
    }
    return groups;
  }

  private static io.opentelemetry.proto.trace.v1.Span span(Span span) {
    var builder =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(bytes(span.traceId()))
            .setSpanId(bytes(span.spanId()))
            .setParentSpanId(bytes(span.parentSpanId()))
            .setName(span.name())
            .setKind(SpanKind.valueOf("SPAN_KIND_" + span.kind()))
            .setStartTimeUnixNano(span.startUnixNano())
            .setEndTimeUnixNano(span.endUnixNano())
            .addAllAttributes(attributes(span.attributes()));
    for (Span.Event event : span.events()) {
      builder
          .addEventsBuilder()
          .setTimeUnixNano(event.timeUnixNano())
          .setName(event.name())
          .addAllAttributes(attributes(event.attributes()));
    }
    for (Span.Link link : span.links()) {
      builder
          .addLinksBuilder()
          .setTraceId(bytes(link.traceId()))
          .setSpanId(bytes(link.spanId()))
          .addAllAttributes(attributes(link.attributes()));
    }
    if (span.status() != Span.Status.UNSET || !span.statusMessage().isEmpty()) {
      builder.setStatus(
          Status.newBuilder()
              .setCode(Status.StatusCode.valueOf("STATUS_CODE_" + span.status()))
              .setMessage(span.statusMessage()));
    }
    return builder.build();
  }

  private static io.opentelemetry.proto.logs.v1.LogRecord log(LogRecord log) {
    return io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
        .setTimeUnixNano(log.timeUnixNano())
        .setObservedTimeUnixNano(log.timeUnixNano())
        .setSeverityNumberValue(log.severity())
        .setSeverityText(log.severityText())
        .setEventName(log.eventName())
        .setBody(value(log.body()))
        .addAllAttributes(attributes(log.attributes()))
        .setTraceId(bytes(log.traceId()))
        .setSpanId(bytes(log.spanId()))
        .build();
  }

  private static io.opentelemetry.proto.resource.v1.Resource resource(Resource resource) {
    return io.opentelemetry.proto.resource.v1.Resource.newBuilder()
        .addAllAttributes(attributes(resource.attributes()))
        .build();
  }

  private static InstrumentationScope scope(Scope scope) {
    return InstrumentationScope.newBuilder()
        .setName(scope.name())
        .setVersion(scope.version())
        .addAllAttributes(attributes(scope.attributes()))
        .build();
  }

  static List<KeyValue> attributes(Attributes attributes) {
    List<KeyValue> pairs = new ArrayList<>(attributes.size());
    attributes.forEach(
        (key, value) ->
            pairs.add(KeyValue.newBuilder().setKey(key).setValue(value(value)).build()));
    return pairs;
  }

  private static AnyValue value(Value value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    switch (value) {
      case Value.Text(String text) -> any.setStringValue(text);
      case Value.Bool(boolean bool) -> any.setBoolValue(bool);
      case Value.Int(long number) -> any.setIntValue(number);
      case Value.Real(double number) -> any.setDoubleValue(number);
      case Value.Bytes(String hex) -> any.setBytesValue(bytes(hex));
      case Value.Array(List<Value> values) ->
          any.setArrayValue(
              ArrayValue.newBuilder()
                  .addAllValues(values.stream().map(OtlpEncoder::value).toList()));
      case Value.Map(Attributes entries) ->
          any.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(entries)));
      case Value.Empty() -> {
        // An AnyValue without a value.
      }
    }
    return any.build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HEX.parseHex(hex));
  }
}
