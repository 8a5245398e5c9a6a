package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.OpenTrace.LogMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one span, its children and its logs into the statistics of its service: exclusive time,
 * call edges, errors, and what follows what.
 */
final class SpanReader {
  /** Spans of one service nest a few levels deep; deeper ones are not searched for calls. */
  private static final int DEPTH_MAX = 8;

  private final Peers peers;
  private final Vocabulary<CallKey> calls;
  private final Vocabulary<Transition> steps;

  SpanReader(Peers peers, Vocabulary<CallKey> calls, Vocabulary<Transition> steps) {
    this.peers = peers;
    this.calls = calls;
    this.steps = steps;
  }

  void read(OpenTrace trace, OpenSpan span, TraceStats into) {
    List<OpenSpan> children = trace.children(span);
    boolean failed = trace.failed(span);
    boolean origin = failed && children.stream().noneMatch(trace::failed);
    into.span(origin);
    if (span.isEntry()) {
      into.request(trace.outcome(span), span.ms(), trace.traceId(), span.instance());
      if (span.kind() != Kind.SERVER) {
        into.fetched();
      }
      if (trace.isAskedByUnknown(span)) {
        into.askedByUnknown();
      }
      count(into, CallKey.Kind.SERVED, span.operation(), "", span.ms(), failed, false);
    }
    if (span.isCall()) {
      readCall(trace, span, children, into);
    } else {
      double ownMs = exclusiveNanos(span, children) / 1e6;
      count(into, CallKey.Kind.OWN, span.operation(), "", ownMs, origin, false);
    }
    if (!span.isCall() || !children.isEmpty()) {
      readSteps(trace, span, children, into);
    }
  }

  private void readCall(OpenTrace trace, OpenSpan span, List<OpenSpan> children, TraceStats into) {
    OpenSpan other = otherSide(span, children);
    if (other != null) {
      peers.answered(span.service(), span.peer(), other.service());
      double edgeMs = Math.max(0, span.ms() - other.ms());
      boolean error = span.error() && !trace.failed(other);
      count(into, CallKey.Kind.EDGE, other.operation(), other.service(), edgeMs, error, false);
      return;
    }
    String callee = span.kind() == Kind.PRODUCER ? "" : peers.resolve(span.peer());
    boolean unanswered = peers.usuallyAnswers(span.service(), span.peer());
    double ms = exclusiveNanos(span, children) / 1e6;
    count(into, CallKey.Kind.LEAF, span.operation(), callee, ms, span.error(), unanswered);
  }

  /** The span that another service recorded while the call was waiting, or null. */
  private static @Nullable OpenSpan otherSide(OpenSpan span, List<OpenSpan> children) {
    for (OpenSpan child : children) {
      if (!child.service().equals(span.service()) && child.start() <= span.end()) {
        return child;
      }
    }
    return null;
  }

  private void count(
      TraceStats into,
      CallKey.Kind kind,
      String operation,
      String callee,
      double ms,
      boolean error,
      boolean unanswered) {
    CallKey key = new CallKey(kind, operation, callee);
    if (!calls.admits(key)) {
      key = new CallKey(kind, Vocabulary.OTHER, callee);
    }
    into.call(key).add(ms, error, unanswered);
  }

  /** Duration minus the union of the children, which come by start time. */
  static long exclusiveNanos(OpenSpan span, List<OpenSpan> children) {
    long covered = 0;
    long until = span.start();
    for (OpenSpan child : children) {
      long from = Math.max(child.start(), until);
      long to = Math.min(child.end(), span.end());
      if (to > from) {
        covered += to - from;
        until = to;
      }
    }
    return span.end() - span.start() - covered;
  }

  /** One thing that follows another: bounded as a pair, since both names come from outside. */
  record Transition(StepKey key, String next) {}

  private record Event(long time, String name, String callee) {}

  private void readSteps(OpenTrace trace, OpenSpan span, List<OpenSpan> children, TraceStats into) {
    List<Event> events = new ArrayList<>();
    for (OpenSpan child : children) {
      String callee = trace.calledBelow(child, peers, DEPTH_MAX);
      callee = callee.equals(span.service()) ? "" : callee;
      events.add(new Event(child.start(), name(span, child, callee), callee));
    }
    for (LogMark log : trace.logs(span)) {
      events.add(new Event(log.time(), log.text(), ""));
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::name));
    Event previous = new Event(span.start(), StepKey.START, "");
    for (Event event : events) {
      if (!event.name.equals(previous.name)) {
        countStep(into, span, previous, event.name);
      }
      previous = event;
    }
    countStep(into, span, previous, StepKey.END);
  }

  private static String name(OpenSpan span, OpenSpan child, String callee) {
    String service = child.service().equals(span.service()) ? "" : child.service();
    return callee.isEmpty() ? child.operation() : child.operation() + " > " + callee + service;
  }

  private void countStep(TraceStats into, OpenSpan span, Event previous, String next) {
    StepKey key = new StepKey(span.operation(), previous.name, previous.callee);
    if (steps.admits(new Transition(key, next))) {
      into.step(key, next, 1);
    }
  }
}
