package io.faultlore.engine.slice;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mergeable statistics of one service's spans. */
public final class TraceStats {
  static final TraceStats NONE = new TraceStats();

  private int weight = 1;
  private long requests;
  private long errors;
  private long errorOrigins;
  private long spans;
  private double slowestMs = -1;
  private String slowestTrace = "";
  private String errorTrace = "";
  // Linked: the hash of an enum inside the key differs from run to run.
  private final Map<CallKey, CallStats> calls = new LinkedHashMap<>();
  private final Map<StepKey, Map<String, Integer>> steps = new HashMap<>();

  /** Of so many traces one is read, but of requests that failed every one. */
  void sampled(int oneOf) {
    weight = oneOf;
  }

  void request(boolean error, double ms, String traceId) {
    requests += error ? 1 : weight;
    if (error) {
      errors++;
      errorTrace = errorTrace.isEmpty() ? traceId : errorTrace;
    }
    if (ms > slowestMs) {
      slowestMs = ms;
      slowestTrace = traceId;
    }
  }

  void span(boolean errorOrigin) {
    spans++;
    errorOrigins += errorOrigin ? weight : 0;
  }

  CallStats call(CallKey key) {
    return calls.computeIfAbsent(key, k -> new CallStats());
  }

  void step(StepKey key, String next, int times) {
    steps.computeIfAbsent(key, k -> new HashMap<>()).merge(next, times, Integer::sum);
  }

  void merge(TraceStats other) {
    requests += other.requests;
    errors += other.errors;
    errorOrigins += other.errorOrigins;
    spans += other.spans;
    if (other.slowestMs > slowestMs) {
      slowestMs = other.slowestMs;
      slowestTrace = other.slowestTrace;
    }
    errorTrace = errorTrace.isEmpty() ? other.errorTrace : errorTrace;
    other.calls.forEach((key, stats) -> call(key).merge(stats));
    other.steps.forEach((key, nexts) -> nexts.forEach((next, n) -> step(key, next, n)));
  }

  /** Requests that entered the service: server and consumer spans, and roots. */
  public long requests() {
    return requests;
  }

  public long errors() {
    return errors;
  }

  /** Spans that failed although no child of theirs did: where an error began. */
  public long errorOrigins() {
    return errorOrigins;
  }

  public long spans() {
    return spans;
  }

  /** A trace worth looking at: the first with an error, else the slowest; may be empty. */
  public String exampleTrace() {
    return errorTrace.isEmpty() ? slowestTrace : errorTrace;
  }

  public Map<CallKey, CallStats> calls() {
    return calls;
  }

  /** For every event, how often each other event came next. */
  public Map<StepKey, Map<String, Integer>> steps() {
    return steps;
  }
}
