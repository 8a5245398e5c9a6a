package io.faultlore.engine.step;

/**
 * Control or work passed from one agent to another.
 *
 * @param source the first source that answered ({@link Handoffs}), for instance {@code
 *     gen_ai.transfer}
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
