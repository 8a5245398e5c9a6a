package io.faultlore.engine.slice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Traces whose spans are being put together. Where they leave no room, fewer are kept, whole. */
final class KeptTraces {
  /** How long a trace is kept after its last record: longer than any usual request. */
  private static final long KEPT_NANOS = 60_000_000_000L;

  private final int tracesMax;
  private final int spansMax;
  private final Drops drops;
  private final Sampling sampling;
  private final IntConsumer thinnedOut;
  private final Map<String, OpenTrace> traces = new LinkedHashMap<>();

  /**
   * @param thinnedOut told when only one of so many traces is kept from now on
   */
  KeptTraces(SliceConfig config, Drops drops, IntConsumer thinnedOut) {
    this.tracesMax = config.tracesMax();
    this.spansMax = config.spansPerTraceMax();
    this.drops = drops;
    this.sampling = new Sampling(tracesMax);
    this.thinnedOut = thinnedOut;
  }

  /** One of so many traces is kept. */
  int oneOf() {
    return sampling.oneOf();
  }

  boolean keeps(String traceId) {
    return Sampling.keeps(traceId, sampling.oneOf());
  }

  double fill() {
    return (double) traces.size() / tracesMax;
  }

  /** The trace to be filled; null when it is left out or full. */
  @Nullable OpenTrace toFill(String traceId) {
    OpenTrace trace = traces.get(traceId);
    if (trace == null) {
      if (sampling.thinsOut(traces.size())) {
        thinnedOut.accept(sampling.oneOf());
        traces.keySet().removeIf(id -> !keeps(id));
      }
      if (!keeps(traceId)) {
        return null;
      }
      if (traces.size() >= tracesMax) {
        drops.count(Drops.Reason.TRACE_LIMIT);
        return null;
      }
      trace = new OpenTrace(traceId);
      traces.put(traceId, trace);
    }
    if (trace.size() >= spansMax) {
      drops.count(Drops.Reason.SPAN_LIMIT);
      return null;
    }
    return trace;
  }

  /** Everything until then is closed. */
  void closedUntil(long unixNano) {
    traces.values().removeIf(trace -> trace.lastNanos() < unixNano - KEPT_NANOS);
    sampling.recovers(traces.size());
  }

  void clear() {
    traces.clear();
  }
}
