package io.faultlore.engine.step;

/**
 * Control or work passed from one agent to another.
 *
 * @param source the first source of rule 6 that answered, for instance {@code gen_ai.transfer}
 */
public record Handoff(
    String run, String traceId, String from, String to, String source, Trust trust, long unixNano) {

  /** How far the edge can be believed. */
  public enum Trust {
    STATED,
    HEURISTIC,
    WEAK
  }
}
