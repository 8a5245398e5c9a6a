package io.faultlore.engine.step.track;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.dialect.Dialects;
import io.faultlore.engine.step.dialect.Facts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns agent telemetry into steps, hand-offs and runs while it arrives. A step is reported as soon
 * as its span has ended and its content is known; names and hand-offs that need the whole run come
 * with the run's end. Not thread-safe: one writer drives it.
 *
 * <p>Time is what {@link #advance} says. Arrivals are stamped at the first call after them, so it
 * does not matter whether a batch is accepted before or after its time.
 */
public final class StepTracker {
  private final Dialects dialects;
  private final StepConfig config;

  /** Spans of ordinary services by trace: an agent's span may come after the one around it. */
  private final Pending<Node> ancestry;

  /** Log events by span. */
  private final Pending<LogRecord> logs;

  private final OpenTraces traces;
  private final Reporter reporter;

  /** Agent spans that had arrived before. */
  private long repeated;

  /** Agent spans dropped because their trace was full. */
  private long overBound;

  /** Steps whose content may still come, with their traces. */
  private final Map<Node, Trace> waiting = new LinkedHashMap<>();

  public StepTracker(StepConfig config) {
    this.config = config;
    this.dialects = new Dialects(config);
    this.ancestry = new Pending<>(config.plainSpansMax(), config.rootlessIdle().toNanos(), true);
    this.logs = new Pending<>(config.pendingLogsMax(), config.logWait().toNanos(), false);
    this.traces = new OpenTraces(config);
    this.reporter = new Reporter(traces);
  }

  /** Takes one signal and returns what it made known, in order. */
  public List<AgentEvent> accept(Signal signal) {
    return switch (signal) {
      case Span span -> accept(span);
      case LogRecord log -> accept(log);
      case MetricPoint _ -> List.of();
    };
  }

  /** Time passes: ends waits and silent traces. Time never goes back. */
  public List<AgentEvent> advance(long nowUnixNano) {
    List<AgentEvent> out = new ArrayList<>();
    long wait = config.contentWait().toNanos();
    for (Iterator<Map.Entry<Node, Trace>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Node, Trace> one = all.next();
      Node node = one.getKey();
      if (node.waitsSince == Trace.UNSTAMPED) {
        node.waitsSince = nowUnixNano;
      }
      if (nowUnixNano - node.waitsSince >= wait) {
        Trace open = one.getValue();
        all.remove();
        giveUp(open, node, out);
      }
    }
    logs.advance(nowUnixNano);
    ancestry.advance(nowUnixNano);
    traces.advance(nowUnixNano, out);
    return out;
  }

  /** Ends everything that is open. */
  public List<AgentEvent> flush() {
    List<AgentEvent> out = new ArrayList<>();
    waiting.forEach((node, open) -> giveUp(open, node, out));
    waiting.clear();
    traces.endAll(out);
    return out;
  }

  /** Ended runs that a late span opened again. */
  public long reopened() {
    return traces.reopened();
  }

  /** Spans of other services that are remembered for ancestry. */
  int plainSpans() {
    return ancestry.size();
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    return Map.of(
        "agent_traces", (double) traces.size() / config.openTracesMax(),
        "agent_characters", (double) traces.characters() / config.retainedCharsMax(),
        "agent_logs", (double) logs.size() / Math.max(1, config.pendingLogsMax()),
        "agent_ancestry",
            (double) ancestry.wanted(config.idle().toNanos())
                / Math.max(1, config.plainSpansMax()));
  }

  /** What was left out, by reason. */
  public Map<String, Long> drops() {
    return Map.of(
        "repeated_span", repeated,
        "trace_full", overBound,
        "run_limit", traces.evicted(),
        "log_limit", logs.dropped(),
        "log_unmatched", logs.expired());
  }

  private List<AgentEvent> accept(Span span) {
    Optional<Facts> facts = dialects.read(span);
    Trace open = traces.find(span.traceId());
    if (facts.isEmpty()) {
      Node node = new Node(span, null);
      if (open == null) {
        ancestry.add(span.traceId(), node);
      } else if (open.size() < config.spansPerTraceMax()) {
        traces.add(open, node);
      }
      return List.of();
    }
    List<AgentEvent> out = new ArrayList<>();
    Trace room = traces.open(span.traceId(), out);
    ancestry.take(span.traceId()).forEach(early -> traces.add(room, early));
    add(room, new Node(span, facts.get()), out);
    return out;
  }

  private void add(Trace open, Node node, List<AgentEvent> out) {
    if (open.node(node.spanId).isPresent()) {
      repeated++;
      return;
    }
    if (open.size() >= config.spansPerTraceMax()) {
      overBound++;
      return;
    }
    List<LogRecord> early = logs.take(spanKey(open.id, node.spanId));
    if (!early.isEmpty()) {
      node.said().fill(dialects.read(early));
    }
    traces.add(open, node);
    traces.touch(open);
    reporter.learnKey(open, node, out);
    if (!node.isStep()) {
      return;
    }
    if (node.said().hasOutput()) {
      reportNow(open, node, out);
    } else {
      waiting.put(node, open);
    }
  }

  private void reportNow(Trace open, Node node, List<AgentEvent> out) {
    // A wrapper that tells more than what it wraps speaks for it.
    open.sameCallBelow(node).forEach(waiting::remove);
    waiting.remove(node);
    reporter.report(open, node, out);
  }

  /** Reports a step with what is known of it: its content will not come any more. */
  private void giveUp(Trace open, Node node, List<AgentEvent> out) {
    if (traces.find(open.id) == open) { // else it made room for others
      fillFromLogs(open, node);
      reporter.report(open, node, out);
    }
  }

  private List<AgentEvent> accept(LogRecord log) {
    if (!Dialects.isEvent(log)) {
      // Where spans tell a run, log events without one only repeat it.
      return dialects
          .call(log)
          .filter(
              span -> !traces.isTold(dialects.read(span).orElseThrow().runKey(), span.traceId()))
          .map(this::accept)
          .orElse(List.of());
    }
    logs.add(spanKey(log.traceId(), log.spanId()), log);
    Trace open = traces.find(log.traceId());
    Optional<Node> node =
        open == null ? Optional.empty() : open.node(log.spanId()).filter(n -> n.facts != null);
    if (open == null || node.isEmpty()) {
      return List.of();
    }
    List<AgentEvent> out = new ArrayList<>();
    join(open, node.get(), Dialects.completes(log), out);
    return out;
  }

  private void join(Trace open, Node node, boolean complete, List<AgentEvent> out) {
    if (!complete && !node.said().hasOutput()) {
      return; // further events of this call are on their way
    }
    Facts facts = node.said();
    boolean told = facts.hasOutput();
    fillFromLogs(open, node);
    if (told) {
      return;
    }
    traces.touch(open);
    reporter.learnKey(open, node, out);
    if (node.isStep() && !node.reported && facts.hasOutput()) {
      reportNow(open, node, out);
    }
  }

  private void fillFromLogs(Trace open, Node node) {
    Facts facts = node.said();
    long before = facts.characters();
    facts.fill(dialects.read(logs.take(spanKey(open.id, node.spanId))));
    traces.hold(open, facts.characters() - before);
  }

  private static String spanKey(String traceId, String spanId) {
    return traceId + '/' + spanId;
  }
}
