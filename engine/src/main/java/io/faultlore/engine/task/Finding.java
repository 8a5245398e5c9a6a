package io.faultlore.engine.task;

import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Step;
import java.util.List;
import java.util.Locale;

/** What a head concluded, with the evidence a person can check. */
public sealed interface Finding {
  /** Event time at which the conclusion was known, nanoseconds since 1970 UTC. */
  long emittedUnixNano();

  /**
   * How a service was doing in one slice.
   *
   * @param score 1.0 and more means anomalous
   * @param metrics the share of the metrics modality in the score, same scale; 0 when absent
   * @param traces the same for traces
   * @param logs the same for logs
   * @param distance 1 - cosine to the nearest normal state of its history, 0 when there is none
   */
  record SliceVerdict(
      String service,
      long startUnixNano,
      long endUnixNano,
      long emittedUnixNano,
      double score,
      State state,
      double metrics,
      double traces,
      double logs,
      double distance)
      implements Finding {}

  /**
   * A failure of services as the live line sees it; one id from opening to closing.
   *
   * @param endUnixNano the last anomalous moment so far
   * @param suspects services, best first
   * @param types best first; empty means {@code unknown}
   * @param evidence plain sentences with numbers, most important first
   * @param similar earlier cases, most similar first
   * @param exampleTraceId a trace that shows it, or the empty string
   */
  record Failure(
      String id,
      Phase phase,
      Severity severity,
      long startUnixNano,
      long endUnixNano,
      long detectedUnixNano,
      long emittedUnixNano,
      List<Ranked> suspects,
      List<Ranked> types,
      List<String> evidence,
      List<SimilarCase> similar,
      String exampleTraceId)
      implements Finding {
    public Failure {
      suspects = List.copyOf(suspects);
      types = List.copyOf(types);
      evidence = List.copyOf(evidence);
      similar = List.copyOf(similar);
    }

    /** What memory keeps of it. */
    public Conclusion concluded() {
      return new Conclusion(
          phase,
          severity,
          suspects,
          List.of(),
          types.isEmpty() ? Conclusion.UNKNOWN : types.getFirst().name(),
          types,
          evidence,
          similar,
          List.of(),
          exampleTraceId.isEmpty() ? List.of() : List.of(exampleTraceId));
    }
  }

  /**
   * The verdict on one agent step, given when it ended.
   *
   * @param did what it did: the tool's name, else the operation in the dialect's word
   * @param score 1.0 and more means failing
   * @param types best first; empty means {@code unknown}
   * @param mode for metrics
   * @param advice what to try, from the closed list or from the remedy of a similar case
   */
  record StepVerdict(
      Step.Origin step,
      String did,
      int index,
      double score,
      List<Ranked> types,
      FailureMode mode,
      List<String> evidence,
      List<SimilarCase> similar,
      List<String> advice,
      long emittedUnixNano)
      implements Finding {
    public StepVerdict {
      types = List.copyOf(types);
      evidence = List.copyOf(evidence);
      similar = List.copyOf(similar);
      advice = List.copyOf(advice);
    }
  }

  /**
   * The verdict on a run of agents. It may come more than once: as soon as a step fails, and when
   * the run ends ({@code phase} CLOSED).
   *
   * @param score 1.0 and more means failed
   * @param suspectSteps span ids, best first
   * @param suspectAgents names, best first
   */
  record RunVerdict(
      String run,
      String app,
      List<String> traceIds,
      Phase phase,
      double score,
      List<Ranked> suspectSteps,
      List<Ranked> suspectAgents,
      List<Ranked> types,
      FailureMode mode,
      List<String> evidence,
      List<SimilarCase> similar,
      List<String> advice,
      int steps,
      boolean structureOnly,
      long startUnixNano,
      long endUnixNano,
      long emittedUnixNano)
      implements Finding {
    public RunVerdict {
      traceIds = List.copyOf(traceIds);
      suspectSteps = List.copyOf(suspectSteps);
      suspectAgents = List.copyOf(suspectAgents);
      types = List.copyOf(types);
      evidence = List.copyOf(evidence);
      similar = List.copyOf(similar);
      advice = List.copyOf(advice);
    }

    public boolean failed() {
      return score >= 1;
    }

    /** What memory keeps of it: of a run that looked well nothing but that. */
    public Conclusion concluded() {
      return failed()
          ? new Conclusion(
              phase,
              Severity.WARNING, // one task went wrong, the system may be well
              suspectSteps.stream().limit(SUSPECTS_KEPT).toList(),
              suspectAgents.stream().limit(SUSPECTS_KEPT).toList(),
              types.isEmpty() ? mode.word() : types.getFirst().name(),
              types,
              evidence,
              similar,
              advice,
              traceIds)
          : Conclusion.of(phase, List.of());
    }

    /** More than anybody looks through; a run may have thousands of steps. */
    private static final int SUSPECTS_KEPT = 10;
  }

  /** A hand-off between agents. */
  record HandoffSeen(String app, Handoff handoff, boolean failed, long emittedUnixNano)
      implements Finding {}

  /** How a service is doing. */
  enum State {
    /** Too little of it is known to judge. */
    LEARNING,
    NORMAL,
    /** Unusual, and below the threshold. */
    DEGRADED,
    ANOMALOUS,
    /** It sent nothing. */
    SILENT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
