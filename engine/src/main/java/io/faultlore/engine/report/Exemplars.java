package io.faultlore.engine.report;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/** Counts with a trace that shows what was counted. */
final class Exemplars {
  private Exemplars() {}

  /** Counts one; ids that are no W3C ids, which telemetry may bring, are left out. */
  static void count(CounterDataPoint counter, String traceId, String spanId) {
    if (!TraceId.isValid(traceId)) {
      counter.inc();
    } else if (!SpanId.isValid(spanId)) {
      counter.incWithExemplar(Labels.of("trace_id", traceId));
    } else {
      counter.incWithExemplar(Labels.of("trace_id", traceId, "span_id", spanId));
    }
  }
}
