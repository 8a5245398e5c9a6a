package io.faultlore.engine.step;

import java.util.List;

/**
 * Everything known of one run of a multi-agent system when it ended, names resolved.
 *
 * @param task the request that started the run, or the empty string
 * @param steps in order of arrival: end time, then start time
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

  /**
   * The id under which memory keeps it: its first trace, which a better run key does not change.
   */
  public String caseId() {
    return traceIds.isEmpty() ? run : traceIds.getFirst();
  }

  /** The request as it was known when the first step ended. */
  public String taskAtFirst() {
    return steps.isEmpty() ? task : steps.getFirst().input().task();
  }

  /** Whether no content was captured at all. */
  public boolean structureOnly() {
    return steps.stream().noneMatch(Step::content);
  }

  /** A second span of one call. */
  public record Duplicate(String traceId, String spanId, String stepSpanId) {}
}
