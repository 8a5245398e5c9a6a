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
 */
public record Case(
    String id,
    Kind kind,
    String scope,
    String subject,
    long startUnixNano,
    long endUnixNano,
    Observed observed,
    Conclusion concluded,
    Optional<CaseLabel> label) {

  public Case withLabel(CaseLabel newLabel) {
    return new Case(
        id,
        kind,
        scope,
        subject,
        startUnixNano,
        endUnixNano,
        observed,
        concluded,
        Optional.of(newLabel));
  }

  public Case withConclusion(Conclusion newConclusion) {
    return new Case(
        id, kind, scope, subject, startUnixNano, endUnixNano, observed, newConclusion, label);
  }

  public Case withObserved(Observed newObserved) {
    return new Case(
        id, kind, scope, subject, startUnixNano, endUnixNano, newObserved, concluded, label);
  }

  /** The id of the case of one step in the case of its run. */
  public static String stepId(String runCaseId, String spanId) {
    return runCaseId + "#" + spanId;
  }

  public String schema() {
    return observed.schema();
  }

  public Optional<Embedding> embedding() {
    return observed.embedding();
  }

  public List<EvidenceRow> rows() {
    return observed.rows();
  }

  /** Plain sentences for people, the most important first. */
  public List<String> summary() {
    return concluded.evidence();
  }

  /** Whether the failure is over. */
  public boolean closed() {
    return concluded.phase() == Phase.CLOSED;
  }

  /**
   * What was seen: the evidence that heads read again.
   *
   * @param schema version of the evidence rows' meaning; rows of two schemas are never mixed
   * @param embedding what recall compares; empty when nothing could be encoded
   */
  public record Observed(String schema, Optional<Embedding> embedding, List<EvidenceRow> rows) {
    public Observed {
      rows = List.copyOf(rows);
    }
  }

  /** What the case is about. */
  public enum Kind {
    /** A failure of services. */
    RUNTIME,
    /** A whole run of agents: the coarse entry of EAGER (arXiv 2603.21522). */
    AGENT_RUN,
    /** One step of a run: EAGER's fine entry, by {@link #stepId}. */
    AGENT_STEP
  }
}
