package io.faultlore.engine.step;

/**
 * Control or work passed from one agent to another.
 *
 * @param source the first source that answered
 */
public record Handoff(
    String run, String traceId, String from, String to, Source source, long unixNano) {
  public Trust trust() {
    return source.trust;
  }

  /** Where a hand-off can be read, in the words of who writes it. */
  public enum Source {
    TRANSFER("gen_ai.transfer", Trust.STATED),
    HANDOFF("gen_ai.handoff", Trust.STATED),
    CALLER("gen_ai.caller", Trust.STATED),
    COMMAND("langgraph.command", Trust.STATED),
    GRAPH_NODE("graph.node.parent_id", Trust.STATED),
    TOOL_NAME("tool_name", Trust.HEURISTIC),
    /** An agent's span lies inside another's. */
    NESTING("nesting", Trust.WEAK),
    /** One step is another agent's than the step before. */
    AGENT_CHANGE("agent_change", Trust.WEAK);

    private final String word;
    private final Trust trust;

    Source(String word, Trust trust) {
      this.word = word;
      this.trust = trust;
    }

    public String word() {
      return word;
    }
  }

  /** How far the edge can be believed. */
  public enum Trust {
    STATED,
    HEURISTIC,
    WEAK
  }
}
