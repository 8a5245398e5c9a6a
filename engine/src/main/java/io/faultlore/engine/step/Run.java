package io.faultlore.engine.step;

import java.util.List;

/**
 * Everything known of one run of a multi-agent system when it ended, names resolved.
 *
 * @param task the request that started the run, or the empty string
 * @param steps in order of arrival: end time, then start time; at least one
 * @param duplicates ids of spans that record a call which another step already stands for, each
 *     with that step's span id
 */
public record Run(
    String run,
    String app,
    List<String> traceIds,
    String task,
    List<Step> steps,
    List<Handoff> handoffs,
    List<Duplicate> duplicates) {

  public Run {
    traceIds = List.copyOf(traceIds);
    steps = List.copyOf(steps);
    handoffs = List.copyOf(handoffs);
    duplicates = List.copyOf(duplicates);
  }

  public long startUnixNano() {
    return steps.stream().mapToLong(step -> step.origin().startUnixNano()).min().orElseThrow();
  }

  public long endUnixNano() {
    return steps.stream().mapToLong(step -> step.origin().endUnixNano()).max().orElseThrow();
  }

  /** Whether no content was captured at all. */
  public boolean structureOnly() {
    return steps.stream().noneMatch(Step::content);
  }

  /** A second span of one call. */
  public record Duplicate(String traceId, String spanId, String stepSpanId) {}
}
