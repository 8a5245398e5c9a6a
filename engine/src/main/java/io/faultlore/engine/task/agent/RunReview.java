package io.faultlore.engine.task.agent;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.EvidenceRow.Act;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Recall;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.agent.evidence.Rules;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.Scaffold;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import io.faultlore.engine.task.agent.learned.Models;
import io.faultlore.engine.task.agent.learned.SystemModel;
import io.faultlore.engine.task.agent.learned.TypeHead;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Judges whole runs by the evidence that was stored when each of their steps ended. */
public final class RunReview {
  /** No label is withheld. */
  static final Predicate<Case> EVERYTHING = _ -> true;

  private static final int SIMILAR_RUNS_MAX = 5;

  private final Memory memory;
  private final Models models;

  RunReview(Memory memory, Models models) {
    this.memory = memory;
    this.models = models;
  }

  /** The verdicts on all steps of a run, in order, and on the run. */
  public record Judged(List<StepVerdict> steps, RunVerdict run) {}

  /**
   * Judges a remembered run again; empty when the run is not known.
   *
   * @param history which labelled cases may be used; the run's own label never is
   */
  public Optional<Judged> judgeAgain(String runCaseId, Predicate<Case> history) {
    return remembered(runCaseId).map(run -> judge(run, List.of(run.id()), history));
  }

  Judged judge(Case run, List<String> traceIds, Predicate<Case> history) {
    Scaffold scaffold = Scaffold.of(run);
    String app = models.called(scaffold, run.scope());
    SystemModel model = model(scaffold, run.id(), history);
    List<StepVerdict> steps = new ArrayList<>();
    Set<String> traces = new LinkedHashSet<>(traceIds);
    boolean structureOnly = !run.rows().isEmpty();
    for (EvidenceRow row : run.rows()) {
      Act act = row.act().orElseThrow();
      traces.add(act.traceId());
      structureOnly &= !act.content();
      Step.Origin origin =
          new Step.Origin(
              run.subject(),
              app,
              row.actor(),
              row.actor(),
              act.traceId(),
              row.subject(),
              run.startUnixNano(),
              run.endUnixNano());
      steps.add(
          Verdicts.step(origin, act.operation(), steps.size(), row, model, run.endUnixNano()));
    }
    return new Judged(
        steps,
        Verdicts.run(
            run,
            app,
            List.copyOf(traces),
            Phase.CLOSED,
            steps,
            model,
            similarRuns(run, scaffold, history),
            structureOnly,
            run.endUnixNano()));
  }

  /**
   * Which kind of failure a step of an ended run is, looking at the step after it, too. Similar
   * cases come type-guided: the nearest case of each of the five likeliest types, then of any,
   * which raises Hit@5 by construction. Empty when run or step are not known.
   */
  public Optional<Diagnosis> diagnoseStep(
      String runCaseId, String spanId, Predicate<Case> history) {
    return remembered(runCaseId)
        .map(RunEvidence::of)
        .filter(run -> run.indexOf(spanId) >= 0)
        .map(run -> diagnose(run, run.indexOf(spanId), history));
  }

  private Diagnosis diagnose(RunEvidence evidence, int at, Predicate<Case> history) {
    Case run = evidence.run();
    Optional<TypeHead.Answer> answer =
        model(Scaffold.of(run), run.id(), history)
            .typesAfterRun()
            .get()
            .map(head -> head.judge(evidence, at));
    EvidenceRow row = evidence.row(at);
    return new Diagnosis(
        Case.stepId(run.id(), row.subject()),
        List.of(),
        answer.map(TypeHead.Answer::types).orElse(List.of()),
        answer.map(TypeHead.Answer::guided).orElse(List.of()),
        Rules.holding(row.features()).stream().map(rule -> rule.say(row)).toList());
  }

  /** What was learned about a system, without the label of the run that is judged. */
  SystemModel model(Scaffold scaffold, String runCaseId, Predicate<Case> history) {
    return models.of(scaffold, history.and(labelled -> !labelled.id().equals(runCaseId)));
  }

  private Optional<Case> remembered(String runCaseId) {
    return memory
        .get(runCaseId)
        .filter(c -> c.kind() == Case.Kind.AGENT_RUN && c.schema().equals(StepFeature.SCHEMA));
  }

  /** Coarse entries: whole labelled runs of the same system that look alike. */
  private List<SimilarCase> similarRuns(Case run, Scaffold scaffold, Predicate<Case> history) {
    if (run.embedding().isEmpty()) {
      return List.of();
    }
    Predicate<Case> failed = c -> c.label().map(CaseLabel::failure).orElse(false);
    Set<String> system = models.labelledRuns(scaffold, history.and(c -> !c.id().equals(run.id())));
    CaseQuery labelled = CaseQuery.of(Case.Kind.AGENT_RUN).among(system);
    return memory
        .recall(new Recall(run.embedding().get(), labelled, failed, SIMILAR_RUNS_MAX))
        .stream()
        .map(SimilarCase::of)
        .toList();
  }
}
