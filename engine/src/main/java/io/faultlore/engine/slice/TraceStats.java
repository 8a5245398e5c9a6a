package io.faultlore.engine.slice;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Mergeable statistics of one service's spans. */
public final class TraceStats {
  static final TraceStats NONE = new TraceStats();

  /** Instances of a service that are told apart in a pane; about 200 bytes each. */
  private static final int INSTANCES_MAX = 64;

  private int weight = 1;
  private long requests;
  private long errors;
  private long errorOrigins;
  private long fetched;
  private long askedByUnknown;
  private long told;
  private long spans;
  private double slowestMs = -1;
  private String slowestTrace = "";
  private String errorTrace = "";
  // Linked: the hash of an enum inside the key differs from run to run.
  private final Map<CallKey, CallStats> calls = new LinkedHashMap<>();
  private final Map<StepKey, Map<String, Integer>> steps = new HashMap<>();
  private final SortedMap<String, CallStats> instances = new TreeMap<>();

  /** Of so many traces one is read, but of requests that failed every one. */
  void sampled(int oneOf) {
    weight = oneOf;
  }

  void request(Outcome outcome, double ms, String traceId, String instance) {
    boolean error = outcome == Outcome.FAILED;
    requests += error ? 1 : weight;
    told += outcome == Outcome.UNTOLD ? 0 : 1;
    instance(instance).add(ms, error, false);
    if (error) {
      errors++;
      errorTrace = errorTrace.isEmpty() ? traceId : errorTrace;
    }
    if (ms > slowestMs) {
      slowestMs = ms;
      slowestTrace = traceId;
    }
  }

  /** A piece of work began that nobody is known to have asked for: a message, a job. */
  void fetched() {
    fetched += weight;
  }

  /** Somebody asked who has recorded nothing of it. */
  void askedByUnknown() {
    askedByUnknown += weight;
  }

  /** Requests that metrics told of. */
  void requests(int served, int failed) {
    requests += served;
    told += served;
    errors += failed;
    errorOrigins += failed;
    spans += served;
  }

  /** What an instance served, to be added to. */
  CallStats instance(String name) {
    boolean known = instances.containsKey(name) || instances.size() < INSTANCES_MAX;
    return instances.computeIfAbsent(known ? name : Vocabulary.OTHER, k -> new CallStats());
  }

  /** Failed calls that metrics told of: what failed for them did not begin here. */
  void failedCalls(int failed) {
    errorOrigins -= failed;
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
    fetched += other.fetched;
    askedByUnknown += other.askedByUnknown;
    told += other.told;
    if (other.slowestMs > slowestMs) {
      slowestMs = other.slowestMs;
      slowestTrace = other.slowestTrace;
    }
    errorTrace = errorTrace.isEmpty() ? other.errorTrace : errorTrace;
    other.instances.forEach(
        (instance, stats) ->
            instances.computeIfAbsent(instance, k -> new CallStats()).merge(stats));
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

  /** Requests of which it was told how they ended: only then no error means that none failed. */
  public long toldRequests() {
    return told;
  }

  /** Of the requests those that the service fetches itself: messages from a queue, jobs. */
  public long fetchedRequests() {
    return fetched;
  }

  /** Of the requests those whose asker recorded nothing: users, or a service without spans. */
  public long requestsByUnknown() {
    return askedByUnknown;
  }

  /** Spans that failed although no child of theirs did: where an error began. */
  public long errorOrigins() {
    return Math.max(0, errorOrigins);
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

  /**
   * Requests as each instance served them, by {@code service.instance.id} or what stands for it.
   */
  public SortedMap<String, CallStats> instances() {
    return instances;
  }

  /** For every event, how often each other event came next. */
  public Map<StepKey, Map<String, Integer>> steps() {
    return steps;
  }
}
