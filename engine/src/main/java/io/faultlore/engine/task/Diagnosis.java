package io.faultlore.engine.task;

import io.faultlore.engine.task.Finding.SimilarCase;
import java.util.List;

/**
 * The answer to "what was this case?", from the history that the question left visible.
 *
 * @param suspects services, or span ids of steps, best first
 * @param agents agents of a run, best first; empty for services
 * @param types best first; empty means {@code unknown}
 */
public record Diagnosis(
    String caseId,
    List<Ranked> suspects,
    List<Ranked> agents,
    List<Ranked> types,
    List<SimilarCase> similar,
    List<String> evidence) {
  public Diagnosis {
    suspects = List.copyOf(suspects);
    agents = List.copyOf(agents);
    types = List.copyOf(types);
    similar = List.copyOf(similar);
    evidence = List.copyOf(evidence);
  }
}
