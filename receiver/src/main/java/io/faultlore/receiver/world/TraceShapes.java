package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sizes, depths and branching of traces. The oldest trace is taken as complete when many are open.
 */
final class TraceShapes {
  private static final int SPANS_OPEN_MAX = 300_000;

  /** Further spans of a trace are passed over. */
  private static final int TRACE_SPANS_MAX = 5_000;

  private final Map<String, Trace> open = new LinkedHashMap<>();
  private final Counts spans = new Counts();
  private final Counts depths = new Counts();
  private final Counts services = new Counts();
  private int spansOpen;
  private long parents;
  private long children;

  /** One trace: span ids with those of their parents. */
  private static final class Trace {
    final Map<String, String> parents = new HashMap<>();
    final Set<String> services = new HashSet<>();
  }

  /** How often a small whole number occurred; larger ones count as the largest. */
  private static final class Counts {
    private final long[] counts = new long[TRACE_SPANS_MAX + 1];
    private long total;

    void add(int value) {
      counts[Math.min(value, TRACE_SPANS_MAX)]++;
      total++;
    }

    double quantile(double q) {
      long left = Math.max(1, (long) Math.ceil(q * total));
      for (int value = 0; value < counts.length; value++) {
        left -= counts[value];
        if (left <= 0) {
          return value;
        }
      }
      return Double.NaN;
    }
  }

  void add(Span span) {
    Trace trace = open.computeIfAbsent(span.traceId(), none -> new Trace());
    if (trace.parents.size() < TRACE_SPANS_MAX) {
      trace.services.add(span.resource().service());
      if (trace.parents.put(span.spanId(), span.parentSpanId()) == null) {
        spansOpen++;
      }
    }
    while (spansOpen > SPANS_OPEN_MAX) {
      closeOldest();
    }
  }

  /** Takes what is open as complete. */
  void finish() {
    while (!open.isEmpty()) {
      closeOldest();
    }
  }

  private void closeOldest() {
    Iterator<Trace> oldest = open.values().iterator();
    Trace trace = oldest.next();
    oldest.remove();
    spansOpen -= trace.parents.size();
    spans.add(trace.parents.size());
    services.add(trace.services.size());
    depths.add(depth(trace.parents));
    Set<String> asked = new HashSet<>(trace.parents.values());
    asked.retainAll(trace.parents.keySet());
    parents += asked.size();
    children += trace.parents.values().stream().filter(trace.parents::containsKey).count();
  }

  /** Spans on the longest way down; every span is looked at once. */
  private static int depth(Map<String, String> parents) {
    Map<String, Integer> depths = new HashMap<>();
    int deepest = 0;
    for (String span : parents.keySet()) {
      Deque<String> way = new ArrayDeque<>();
      String at = span;
      // The size ends a circle, which broken telemetry may hold.
      while (parents.containsKey(at) && !depths.containsKey(at) && way.size() < parents.size()) {
        way.push(at);
        at = parents.get(at);
      }
      int depth = depths.getOrDefault(at, 0);
      for (String below : way) {
        depths.put(below, ++depth);
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  double spans(double q) {
    return spans.quantile(q);
  }

  double depth(double q) {
    return depths.quantile(q);
  }

  double services(double q) {
    return services.quantile(q);
  }

  /** Mean number of children of a span that has any; NaN when none has. */
  double fanOut() {
    return (double) children / parents;
  }
}
