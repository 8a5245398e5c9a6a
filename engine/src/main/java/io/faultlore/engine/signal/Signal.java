package io.faultlore.engine.signal;

/** One telemetry record of any of the three kinds. */
public sealed interface Signal permits Span, LogRecord, MetricPoint {
  Resource resource();

  Scope scope();

  /**
   * The event time by which the record is put into a window, in nanoseconds since 1970 UTC: a
   * span's end, a log record's time (or observed time when it has none), a metric point's time.
   */
  long timeUnixNano();
}
