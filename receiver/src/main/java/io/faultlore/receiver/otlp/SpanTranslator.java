package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.AttributeTranslator.SPAN_ID_BYTES;
import static io.faultlore.receiver.otlp.AttributeTranslator.TRACE_ID_BYTES;
import static io.faultlore.receiver.otlp.AttributeTranslator.attributes;
import static io.faultlore.receiver.otlp.AttributeTranslator.hex;
import static io.faultlore.receiver.otlp.AttributeTranslator.isValidId;
import static io.faultlore.receiver.otlp.AttributeTranslator.isZero;

import com.google.protobuf.ByteString;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import java.util.List;

/** A protobuf span becomes a {@link Span}. */
final class SpanTranslator {
  private SpanTranslator() {}

  static Span span(Resource resource, Scope scope, io.opentelemetry.proto.trace.v1.Span span)
      throws InvalidRecordException {
    if (!isValidId(span.getTraceId(), TRACE_ID_BYTES)) {
      throw new InvalidRecordException(LeftOut.INVALID_ID, "trace id is not 16 bytes, or all zero");
    }
    if (!isValidId(span.getSpanId(), SPAN_ID_BYTES)) {
      throw new InvalidRecordException(LeftOut.INVALID_ID, "span id is not 8 bytes, or all zero");
    }
    return new Span(
        resource,
        scope,
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        parent(span.getParentSpanId()),
        span.getName(),
        kind(span.getKind()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        events(span.getEventsList()),
        links(span.getLinksList()),
        status(span.getStatus().getCode()),
        span.getStatus().getMessage());
  }

  /** Some senders write a root's missing parent as zeros. */
  private static String parent(ByteString id) throws InvalidRecordException {
    if (isZero(id)) {
      return "";
    }
    if (id.size() != SPAN_ID_BYTES) {
      throw new InvalidRecordException(LeftOut.INVALID_ID, "parent span id is not 8 bytes");
    }
    return hex(id);
  }

  private static List<Span.Event> events(List<io.opentelemetry.proto.trace.v1.Span.Event> events) {
    return events.stream()
        .map(
            event ->
                new Span.Event(
                    event.getTimeUnixNano(),
                    event.getName(),
                    attributes(event.getAttributesList())))
        .toList();
  }

  /** A link with an invalid id points nowhere and is left out; the span itself is sound. */
  private static List<Span.Link> links(List<io.opentelemetry.proto.trace.v1.Span.Link> links) {
    return links.stream()
        .filter(link -> isValidId(link.getTraceId(), TRACE_ID_BYTES))
        .filter(link -> isValidId(link.getSpanId(), SPAN_ID_BYTES))
        .map(
            link ->
                new Span.Link(
                    hex(link.getTraceId()),
                    hex(link.getSpanId()),
                    attributes(link.getAttributesList())))
        .toList();
  }

  private static Span.Kind kind(io.opentelemetry.proto.trace.v1.Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_INTERNAL -> Span.Kind.INTERNAL;
      case SPAN_KIND_SERVER -> Span.Kind.SERVER;
      case SPAN_KIND_CLIENT -> Span.Kind.CLIENT;
      case SPAN_KIND_PRODUCER -> Span.Kind.PRODUCER;
      case SPAN_KIND_CONSUMER -> Span.Kind.CONSUMER;
      case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Span.Kind.UNSPECIFIED;
    };
  }

  private static Span.Status status(io.opentelemetry.proto.trace.v1.Status.StatusCode code) {
    return switch (code) {
      case STATUS_CODE_OK -> Span.Status.OK;
      case STATUS_CODE_ERROR -> Span.Status.ERROR;
      case STATUS_CODE_UNSET, UNRECOGNIZED -> Span.Status.UNSET;
    };
  }
}
