package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A trace while its spans and logs arrive. */
final class OpenTrace {
  private static final Comparator<OpenSpan> BY_START =
      Comparator.comparingLong(OpenSpan::start).thenComparing(OpenSpan::spanId);

  private final String traceId;
  private final Set<String> spanIds = new HashSet<>();
  private final Map<String, List<OpenSpan>> children = new HashMap<>();
  private final Map<String, List<LogMark>> logs = new HashMap<>();
  private long lastNanos = Long.MIN_VALUE;
  private int marks;

  OpenTrace(String traceId) {
    this.traceId = traceId;
  }

  /** A log record inside a span. */
  record LogMark(long time, String text) {}

  String traceId() {
    return traceId;
  }

  /** False when the span is already here. */
  boolean add(OpenSpan span) {
    if (!spanIds.add(span.spanId())) {
      return false;
    }
    if (!span.parentSpanId().isEmpty()) {
      children.computeIfAbsent(span.parentSpanId(), k -> new ArrayList<>(4)).add(span);
    }
    lastNanos = Math.max(lastNanos, span.end());
    return true;
  }

  void add(String spanId, LogMark mark) {
    logs.computeIfAbsent(spanId, k -> new ArrayList<>(4)).add(mark);
    lastNanos = Math.max(lastNanos, mark.time());
    marks++;
  }

  /** Whether the span answers somebody who has not recorded that he asked, or not yet. */
  boolean isAskedByUnknown(OpenSpan span) {
    return span.kind() == Span.Kind.SERVER && !spanIds.contains(span.parentSpanId());
  }

  /** Spans and logs held. */
  int size() {
    return spanIds.size() + marks;
  }

  long lastNanos() {
    return lastNanos;
  }

  /** Children that have arrived, by start time. */
  List<OpenSpan> children(OpenSpan span) {
    List<OpenSpan> found = children.get(span.spanId());
    if (found == null) {
      return List.of();
    }
    if (found.size() > 1) {
      found.sort(BY_START);
    }
    return found;
  }

  /** How the work of a span ended, in the light of what was called for it. */
  Outcome outcome(OpenSpan span) {
    boolean askedInVain =
        span.outcome() == Outcome.REFUSED && children(span).stream().anyMatch(OpenSpan::error);
    return askedInVain ? Outcome.FAILED : span.outcome();
  }

  boolean failed(OpenSpan span) {
    return outcome(span) == Outcome.FAILED;
  }

  List<LogMark> logs(OpenSpan span) {
    return logs.getOrDefault(span.spanId(), List.of());
  }

  /** The first other service that was called below the span, its own calls included, or "". */
  String calledBelow(OpenSpan span, Peers peers, int depthMax) {
    for (OpenSpan child : children(span)) {
      if (!child.service().equals(span.service())) {
        return child.service();
      }
    }
    if (span.isCall()) {
      return peers.resolve(span.peer());
    }
    if (depthMax > 0) {
      for (OpenSpan child : children(span)) {
        String called = calledBelow(child, peers, depthMax - 1);
        if (!called.isEmpty()) {
          return called;
        }
      }
    }
    return "";
  }
}
