package io.faultlore.receiver.otlp;

import static io.faultlore.receiver.otlp.AttributeTranslator.SPAN_ID_BYTES;
import static io.faultlore.receiver.otlp.AttributeTranslator.TRACE_ID_BYTES;
import static io.faultlore.receiver.otlp.AttributeTranslator.attributes;
import static io.faultlore.receiver.otlp.AttributeTranslator.hex;
import static io.faultlore.receiver.otlp.AttributeTranslator.isValidId;
import static io.faultlore.receiver.otlp.AttributeTranslator.value;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;

/** A protobuf log record becomes a {@link LogRecord}. */
final class LogTranslator {
  private LogTranslator() {}

  static LogRecord log(
      Resource resource, Scope scope, io.opentelemetry.proto.logs.v1.LogRecord log) {
    boolean attached =
        isValidId(log.getTraceId(), TRACE_ID_BYTES)
            && (log.getSpanId().isEmpty() || isValidId(log.getSpanId(), SPAN_ID_BYTES));
    return new LogRecord(
        resource,
        scope,
        time(log),
        log.getSeverityNumberValue(),
        log.getSeverityText(),
        log.getEventName(),
        value(log.getBody()),
        attributes(log.getAttributesList()),
        attached ? hex(log.getTraceId()) : "",
        attached ? hex(log.getSpanId()) : "");
  }

  /** Its own time, else when it was observed, else 0: then only its arrival can be known. */
  private static long time(io.opentelemetry.proto.logs.v1.LogRecord log) {
    return log.getTimeUnixNano() > 0
        ? log.getTimeUnixNano()
        : Math.max(0, log.getObservedTimeUnixNano());
  }
}
