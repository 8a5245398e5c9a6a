package io.faultlore.engine.slice;

import java.util.EnumMap;
import java.util.Map;

/** Counts what the slices could not use, by reason. Written by the engine's thread only. */
public final class Drops {
  private final EnumMap<Reason, Long> counts = new EnumMap<>(Reason.class);

  /** Why a record, or a part of it, was left out. */
  public enum Reason {
    /** Its pane had been closed. */
    LATE,
    /** Its time lies too far ahead. */
    FUTURE,
    /** Its time is missing or before 1970. */
    NO_TIME,
    /** Its resource names no service, as host metrics do. */
    NO_SERVICE,
    /** A metric of the host that many services repeat as their own. */
    HOST_METRIC,
    /** A value that is not finite. */
    NOT_FINITE,
    /** A point of a series that is not newer than the last one. */
    OUT_OF_ORDER,
    /** A span id that its trace already holds. */
    DUPLICATE,
    /** A span that came too fast for every trace to be judged; another trace counts for it. */
    SAMPLED,
    SERVICE_LIMIT,
    /** A call of somebody who sends nothing, which was charged to its caller alone. */
    PEER_LIMIT,
    CALL_LIMIT,
    TEMPLATE_LIMIT,
    SERIES_LIMIT,
    TRACE_LIMIT,
    SPAN_LIMIT
  }

  void count(Reason reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  public long of(Reason reason) {
    return counts.getOrDefault(reason, 0L);
  }

  public Map<Reason, Long> all() {
    return new EnumMap<>(counts.isEmpty() ? new EnumMap<>(Reason.class) : counts);
  }
}
