package io.faultlore.engine.slice;

import io.faultlore.engine.signal.MetricPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A pane that is being filled, and what is read only when it closes. */
final class OpenPane {
  private static final Comparator<Ended> BY_TRACE_AND_TIME =
      Comparator.comparing((Ended e) -> e.trace.traceId())
          .thenComparing(e -> e.span.start())
          .thenComparing(e -> e.span.spanId());

  private static final Comparator<Point> BY_SERIES_AND_TIME =
      Comparator.comparing(Point::series).thenComparingLong(p -> p.point.timeUnixNano());

  final Pane pane;
  final List<Ended> ended = new ArrayList<>();
  final List<Point> points = new ArrayList<>();
  final List<ToldRequests> told = new ArrayList<>();
  private int oneOf;

  record Ended(OpenTrace trace, OpenSpan span) {}

  record Point(String series, MetricPoint point) {}

  OpenPane(long start, long end, int oneOf) {
    this.pane = new Pane(start, end);
    this.oneOf = oneOf;
  }

  /** Fewer traces are read: one of so many. */
  void sampled(int oneOfNow) {
    oneOf = Math.max(oneOf, oneOfNow);
  }

  /** One of so many traces is read. */
  int oneOf() {
    return oneOf;
  }

  ServicePane service(String name) {
    return pane.service(name);
  }

  TraceStats traces(String service) {
    TraceStats stats = service(service).tracesToFill();
    stats.sampled(oneOf);
    return stats;
  }

  /** So that the order of arrival leaves no trace in sums of doubles and in rates. */
  void sort() {
    ended.sort(BY_TRACE_AND_TIME);
    points.sort(BY_SERIES_AND_TIME);
  }
}
