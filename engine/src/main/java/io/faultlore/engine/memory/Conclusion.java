package io.faultlore.engine.memory;

import java.util.List;

/**
 * What was concluded about a case, as it was told when it was concluded.
 *
 * @param suspects services, or span ids of steps, best first
 * @param agents agents of a run, best first; empty for services
 * @param kind what it is in a word: the likeliest type, else how a step failed, else {@code
 *     unknown}
 * @param types best first; empty when none was recognised
 * @param evidence plain sentences for people, numbers included, most important first; empty for a
 *     run that looked well
 * @param similar earlier cases, most similar first
 * @param advice what to try
 * @param traceIds traces that show it
 */
public record Conclusion(
    Phase phase,
    Severity severity,
    List<Ranked> suspects,
    List<Ranked> agents,
    String kind,
    List<Ranked> types,
    List<String> evidence,
    List<SimilarCase> similar,
    List<String> advice,
    List<String> traceIds) {
  /** The kind of a case of which nobody can say what it is. */
  public static final String UNKNOWN = "unknown";

  public Conclusion {
    suspects = List.copyOf(suspects);
    agents = List.copyOf(agents);
    types = List.copyOf(types);
    evidence = List.copyOf(evidence);
    similar = List.copyOf(similar);
    advice = List.copyOf(advice);
    traceIds = List.copyOf(traceIds);
  }

  public Conclusion withSeverity(Severity newSeverity) {
    return new Conclusion(
        phase, newSeverity, suspects, agents, kind, types, evidence, similar, advice, traceIds);
  }

  /** Nothing but sentences. */
  public static Conclusion of(Phase phase, List<String> evidence) {
    return new Conclusion(
        phase,
        Severity.INFO,
        List.of(),
        List.of(),
        UNKNOWN,
        List.of(),
        evidence,
        List.of(),
        List.of(),
        List.of());
  }
}
