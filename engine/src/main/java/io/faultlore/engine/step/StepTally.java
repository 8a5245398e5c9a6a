package io.faultlore.engine.step;

/**
 * What became of the telemetry, for metrics and for the equation: agent spans received = steps +
 * duplicates + containers + dropped + open.
 */
public final class StepTally {
  long agentSpans;
  long plainSpans;
  long repeatedSpans;
  long spansOverBound;
  long tracesEvicted;
  long reopened;
  long shortened;
  long runsEnded;
  long runsStructureOnly;
  long stepsEnded;

  StepTally() {}

  /** Spans that spoke any dialect of agent telemetry. */
  public long agentSpans() {
    return agentSpans;
  }

  /** Spans of ordinary services, which matter for ancestry only. */
  public long plainSpans() {
    return plainSpans;
  }

  /** Agent spans that had arrived before. */
  public long repeatedSpans() {
    return repeatedSpans;
  }

  /** Agent spans dropped because their trace was full. */
  public long spansOverBound() {
    return spansOverBound;
  }

  /** Traces that were ended early to make room. */
  public long tracesEvicted() {
    return tracesEvicted;
  }

  /** Ended runs that a late span opened again. */
  public long reopened() {
    return reopened;
  }

  /** Steps whose texts were shortened for memory after they had been reported. */
  public long shortened() {
    return shortened;
  }

  /** Runs reported as ended, counted again when they were opened again. */
  public long runsEnded() {
    return runsEnded;
  }

  /** Ended runs without any content (rule 8 of genai.md). */
  public long runsStructureOnly() {
    return runsStructureOnly;
  }

  /** Steps reported while their run was going on. */
  public long stepsEnded() {
    return stepsEnded;
  }
}
