package io.faultlore.engine.signal;

/**
 * A log record or log event.
 *
 * @param timeUnixNano the record's own time, else its observed time, else that of its arrival
 * @param severity OTLP severity number, 0 when unset (1-4 trace, 5-8 debug, 9-12 info, 13-16 warn,
 *     17-20 error, 21-24 fatal)
 * @param eventName the event's name, or the empty string for a plain log record
 * @param traceId 32 lower-case hex digits, or the empty string when unattached
 * @param spanId 16 lower-case hex digits, or the empty string when unattached
 */
public record LogRecord(
    Resource resource,
    Scope scope,
    long timeUnixNano,
    int severity,
    String severityText,
    String eventName,
    Value body,
    Attributes attributes,
    String traceId,
    String spanId)
    implements Signal {

  /** The same at another time. */
  public LogRecord at(long unixNano) {
    return new LogRecord(
        resource,
        scope,
        unixNano,
        severity,
        severityText,
        eventName,
        body,
        attributes,
        traceId,
        spanId);
  }

  public boolean isError() {
    return severity >= 17;
  }
}
