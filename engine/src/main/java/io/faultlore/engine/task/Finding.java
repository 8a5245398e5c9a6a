package io.faultlore.engine.task;

import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Step;
import java.util.List;

/** What a head concluded, with the evidence a person can check. */
public sealed interface Finding {
  /** Event time at which the conclusion was known, nanoseconds since 1970 UTC. */
  long emittedUnixNano();

  /**
   * How a service was doing in one slice.
   *
   * @param score 1.0 and more means anomalous
   * @param state a word from a bounded set, for instance {@code normal} or {@code degraded}
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
      String state,
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
  }

  /**
   * The verdict on one agent step, given when it ended.
   *
   * @param score 1.0 and more means failing
   * @param types best first; empty means {@code unknown}
   * @param mode failure mode from a fixed set, for metrics; {@code none} when the step is fine
   * @param advice what to try, from the closed list or from the remedy of a similar case
   */
  record StepVerdict(
      Step step,
      int index,
      double score,
      List<Ranked> types,
      String mode,
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
      String mode,
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
  }

  /** A hand-off between agents. */
  record HandoffSeen(String app, Handoff handoff, boolean failed, long emittedUnixNano)
      implements Finding {}

  /** Where in its life a failure or run is. */
  enum Phase {
    OPENED,
    UPDATED,
    CLOSED
  }

  /** How bad a failure is. */
  enum Severity {
    CRITICAL,
    WARNING,
    INFO
  }

  /**
   * An earlier case that looks alike.
   *
   * @param similarity cosine, at most 1
   * @param type its labelled type, or the empty string
   * @param remedy what helped then, or the empty string
   */
  record SimilarCase(String caseId, double similarity, String type, String remedy) {}
}
