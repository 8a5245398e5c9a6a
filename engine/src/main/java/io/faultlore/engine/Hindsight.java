package io.faultlore.engine;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.agent.RunReview;
import io.faultlore.engine.task.runtime.RuntimeLine;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Questions about what is over, answered from the labelled cases that each leaves visible. Only an
 * evaluation asks them; like the engine, they belong to its one thread.
 */
public final class Hindsight {
  private final Memory memory;
  private final RuntimeLine runtime;
  private final RunReview runs;

  Hindsight(Memory memory, RuntimeLine runtime, RunReview runs) {
    this.memory = memory;
    this.runtime = runtime;
    this.runs = runs;
  }

  /**
   * Somebody asks what happened in a time window that has just passed: the evidence of every
   * service is gathered and remembered as a case.
   */
  public Case examine(String caseId, long startUnixNano, long endUnixNano) {
    return runtime.examine(caseId, startUnixNano, endUnixNano);
  }

  /** What a remembered failure of services was. */
  public Diagnosis diagnose(Case question, Predicate<Case> history) {
    return runtime.diagnose(question, history);
  }

  /** The remembered case of a run of agents. */
  public Optional<Case> runCase(Run run) {
    return run.traceIds().stream()
        .flatMap(trace -> memory.get(trace).stream())
        .filter(known -> known.subject().equals(run.run()))
        .findFirst();
  }

  /** The verdicts on all steps of a remembered run, and on the run. */
  public Optional<RunReview.Judged> judgeAgain(String runCaseId, Predicate<Case> history) {
    return runs.judgeAgain(runCaseId, history);
  }

  /** What a step of a remembered run suffers from; empty when the run does not hold the step. */
  public Optional<Diagnosis> diagnoseStep(
      String runCaseId, String spanId, Predicate<Case> history) {
    return runs.diagnoseStep(runCaseId, spanId, history);
  }
}
