package io.faultlore.engine.step;

/** What became of agent spans. */
final class StepTally {
  /** Spans that spoke any dialect of agent telemetry. */
  long agentSpans;

  /** Agent spans that had arrived before. */
  long repeatedSpans;

  /** Agent spans dropped because their trace was full. */
  long spansOverBound;

  /** Traces that were ended early to make room. */
  long tracesEvicted;

  /** Ended runs that a late span opened again. */
  long reopened;
}
