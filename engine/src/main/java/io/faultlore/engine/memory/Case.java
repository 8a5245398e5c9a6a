package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * A failure (or a run that may have failed) as memory keeps it. Remembering a case with a known id
 * replaces it.
 *
 * @param scope the system it belongs to: the app of agents, the empty string for services
 * @param subject first suspect service, or the run key
 * @param group cases of one group never inform each other in an evaluation; often equal to the id
 * @param schema version of the evidence rows' meaning; rows of two schemas are never mixed
 * @param embedding what recall compares; empty when nothing could be encoded
 * @param summary plain sentences for people, numbers included, most important first; empty for a
 *     run that looked well
 * @param closed whether the failure is over
 */
public record Case(
    String id,
    Kind kind,
    String scope,
    String subject,
    String group,
    long startUnixNano,
    long endUnixNano,
    String schema,
    Optional<Embedding> embedding,
    List<EvidenceRow> rows,
    List<String> summary,
    boolean closed,
    Optional<CaseLabel> label) {

  public Case {
    rows = List.copyOf(rows);
    summary = List.copyOf(summary);
  }

  public Case withLabel(CaseLabel newLabel) {
    return new Case(
        id,
        kind,
        scope,
        subject,
        group,
        startUnixNano,
        endUnixNano,
        schema,
        embedding,
        rows,
        summary,
        closed,
        Optional.of(newLabel));
  }

  public Case withSummary(List<String> newSummary) {
    return new Case(
        id,
        kind,
        scope,
        subject,
        group,
        startUnixNano,
        endUnixNano,
        schema,
        embedding,
        rows,
        newSummary,
        closed,
        label);
  }

  /** What the case is about. */
  public enum Kind {
    /** A failure of services. */
    RUNTIME,
    /** A whole run of agents: EAGER's coarse entry (papers.md 1.4). */
    AGENT_RUN,
    /** One step of a run: EAGER's fine entry. Its id is {@code <run case id>#<span id>}. */
    AGENT_STEP
  }
}
