package io.faultlore.engine.task;

import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import java.util.List;

/**
 * The answer to "what was this case?", from the history that the question left visible.
 *
 * @param suspects services, or span ids of steps, best first
 * @param types best first; empty means {@code unknown}
 */
public record Diagnosis(
    String caseId,
    List<Ranked> suspects,
    List<Ranked> types,
    List<SimilarCase> similar,
    List<String> evidence) {
  public Diagnosis {
    suspects = List.copyOf(suspects);
    types = List.copyOf(types);
    similar = List.copyOf(similar);
    evidence = List.copyOf(evidence);
  }
}
