package io.faultlore.engine.report;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.regex.Pattern;

/** Counts with a trace that shows what was counted. */
final class Exemplars {
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

  private Exemplars() {}

  /** Counts one; ids that are no W3C ids, which telemetry may bring, are left out. */
  static void count(CounterDataPoint counter, String traceId, String spanId) {
    if (!TRACE_ID.matcher(traceId).matches()) {
      counter.inc();
    } else if (!SPAN_ID.matcher(spanId).matches()) {
      counter.incWithExemplar(Labels.of("trace_id", traceId));
    } else {
      counter.incWithExemplar(Labels.of("trace_id", traceId, "span_id", spanId));
    }
  }
}
