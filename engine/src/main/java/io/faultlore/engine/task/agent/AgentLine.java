package io.faultlore.engine.task.agent;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Recall;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.HandedOff;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.RunRenamed;
import io.faultlore.engine.step.AgentEvent.RunStarted;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.HandoffSeen;
import io.faultlore.engine.task.Finding.Phase;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SimilarCase;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The agents' line: judges each step when it ends and each run when it fails or ends, and remembers
 * the run. Rules judge from the first minute; once runs of the same system are labelled, what was
 * learned from them joins in. Knowledge never crosses from one system ({@code service.name}) to
 * another: it does not carry over (agents-recipe.md, "Learn per system").
 *
 * <p>Called by the engine's one writer thread.
 */
public final class AgentLine {
  private static final int NEIGHBOURS_MAX = 10;
  private static final int SIMILAR_RUNS_MAX = 5;

  private final AgentConfig config;
  private final Memory memory;
  private final TextEncoder fast;
  private final Labels labels;
  private final Models models;
  private final Verdicts verdicts;
  private final LinkedHashMap<String, OpenRun> runs = new LinkedHashMap<>(16, .75f, true);
  private long runsDropped;
  private long stepsNotKept;

  /**
   * A line without any run.
   *
   * @param fast encodes every step, for geometry
   * @param precise encodes steps that fail or were labelled, for recall and types
   */
  public AgentLine(
      AgentConfig config, Memory memory, TextEncoder fast, TextEncoder precise, long seed) {
    this.config = requireNonNull(config, "config is null");
    this.memory = requireNonNull(memory, "memory is null");
    this.fast = requireNonNull(fast, "fast is null");
    this.labels =
        new Labels(memory, requireNonNull(precise, "precise is null"), config.labelledRunsMax());
    this.models = new Models(labels, config, seed);
    this.verdicts = new Verdicts(labels);
  }

  /** Takes an event in and returns what follows from it, in order. */
  public List<Finding> on(AgentEvent event) {
    return switch (event) {
      case RunStarted started -> {
        follow(started.run(), started.app(), started.task());
        yield List.of();
      }
      case RunRenamed(String from, String to) -> {
        renamed(from, to);
        yield List.of();
      }
      case StepEnded(Step step) -> judge(step);
      case HandedOff(Handoff handoff) -> handedOff(handoff);
      case RunEnded(Run run) -> close(run);
    };
  }

  /**
   * A label of a run arrived: its marked steps become fine entries, and models learn anew when they
   * are asked next.
   *
   * @param run the run's case with its label
   */
  public void labelled(Case run) {
    if (run.kind() == Case.Kind.AGENT_RUN && run.schema().equals(StepFeature.SCHEMA)) {
      labels.add(run);
      models.forget();
    }
  }

  /**
   * Judges a remembered run again, by the evidence stored when each step ended: all step verdicts
   * in order, then the closed run verdict. Empty when the run is not known.
   *
   * @param history which labelled cases may be used; the run's own label never is
   */
  public List<Finding> judgeAgain(String runCaseId, Predicate<Case> history) {
    return remembered(runCaseId)
        .map(
            run ->
                findings(run, List.of(run.id()), model(run, history), history, run.endUnixNano()))
        .orElse(List.of());
  }

  /**
   * Which kind of failure a step of an ended run is, looking at the step after it, too. Similar
   * cases come type-guided: the nearest case of each of the five likeliest types, then of any,
   * which raises Hit@5 by construction.
   *
   * @throws IllegalArgumentException when run or step are not known
   */
  public Diagnosis diagnoseStep(String runCaseId, String spanId, Predicate<Case> history) {
    Case run =
        remembered(runCaseId)
            .orElseThrow(() -> new IllegalArgumentException("no run " + runCaseId));
    RunEvidence evidence = RunEvidence.of(run);
    int at = evidence.indexOf(spanId);
    if (at < 0) {
      throw new IllegalArgumentException("no step " + spanId + " in run " + runCaseId);
    }
    EvidenceRow row = evidence.row(at);
    Optional<TypeHead.Answer> answer =
        model(run, history)
            .typesAfterRun()
            .map(
                head ->
                    head.judge(
                        row,
                        evidence.words().get(at),
                        TypeHead.next(evidence, at),
                        labels.vector(evidence, at)));
    return new Diagnosis(
        Labels.stepCaseId(runCaseId, spanId),
        List.of(),
        List.of(),
        answer.map(TypeHead.Answer::types).orElse(List.of()),
        answer.map(a -> Verdicts.similar(a.guided(), NEIGHBOURS_MAX)).orElse(List.of()),
        Rules.holding(row.features()).stream()
            .map(
                rule ->
                    rule.say(
                        row, StepFeature.IS_TOOL.holds(row.features()) ? row.text() : row.input()))
            .toList());
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    return Map.of(
        "agent_runs", (double) runs.size() / config.runsMax(),
        "agent_models", (double) models.size() / config.modelsMax());
  }

  /** What was left out, by reason. */
  public Map<String, Long> drops() {
    return Map.of("run_limit", runsDropped, "steps_not_kept", stepsNotKept);
  }

  /** Runs whose steps are followed now. */
  public int runsOpen() {
    return runs.size();
  }

  /** Runs that had to make room while they were followed or just after. */
  public long runsDropped() {
    return runsDropped;
  }

  /** Steps that were judged and not kept, because their run held its most. */
  public long stepsNotKept() {
    return stepsNotKept;
  }

  /** Labelled runs that models learn from. */
  public int labelledRuns() {
    return labels.size();
  }

  /** Trained models held. */
  public int modelsHeld() {
    return models.size();
  }

  private OpenRun follow(String run, String app, String task) {
    OpenRun open = runs.get(run);
    if (open == null) {
      open = new OpenRun(app, task, fast, config);
      runs.put(run, open);
      if (runs.size() > config.runsMax()) {
        runs.remove(runs.firstEntry().getKey());
        runsDropped++;
      }
    }
    return open;
  }

  /** Two traces of one run: what the first has shown is measured against until the run ends. */
  private void renamed(String from, String to) {
    OpenRun open = runs.remove(from);
    if (open != null) {
      runs.putIfAbsent(to, open);
    }
  }

  private List<Finding> judge(Step step) {
    OpenRun run = follow(step.run(), step.app(), "");
    int index = run.steps();
    EvidenceRow row = run.add(step);
    stepsNotKept += index >= config.stepsPerRunMax() ? 1 : 0;
    SystemModel model = models.of(step.app(), AgentLine::everything);
    StepVerdict verdict = verdicts.step(step, index, row, model, step.endUnixNano());
    List<Finding> findings = new ArrayList<>();
    findings.add(verdict);
    if (run.judged(verdict)) {
      findings.add(
          verdicts.run(
              run.soFar(step.run(), step.endUnixNano()),
              List.of(step.traceId()),
              Phase.OPENED,
              run.verdicts(),
              model,
              List.of(),
              !step.content(),
              step.endUnixNano()));
    }
    return findings;
  }

  private List<Finding> handedOff(Handoff handoff) {
    OpenRun run = runs.get(handoff.run());
    return run == null
        ? List.of()
        : List.of(new HandoffSeen(run.app(), handoff, run.lastFailed(), handoff.unixNano()));
  }

  private List<Finding> close(Run run) {
    OpenRun open = runs.get(run.run());
    if (open == null || !open.holds(run.steps())) {
      // Renamed, made room, or a span turned out to be a second record of a step.
      open = new OpenRun(run.app(), run.task(), fast, config);
      run.steps().forEach(open::add);
    }
    Case ended = open.ended(run);
    SystemModel model = model(ended, AgentLine::everything);
    List<Finding> findings =
        findings(ended, run.traceIds(), model, AgentLine::everything, ended.endUnixNano());
    if (findings.getLast() instanceof RunVerdict verdict && verdict.score() >= 1) {
      ended = ended.withSummary(verdict.evidence());
    }
    memory.remember(ended);
    return List.of(findings.getLast());
  }

  private SystemModel model(Case run, Predicate<Case> history) {
    return models.of(run.scope(), history.and(labelled -> !labelled.id().equals(run.id())));
  }

  private Optional<Case> remembered(String runCaseId) {
    return memory
        .get(runCaseId)
        .filter(c -> c.kind() == Case.Kind.AGENT_RUN && c.schema().equals(StepFeature.SCHEMA));
  }

  private List<Finding> findings(
      Case run, List<String> traceIds, SystemModel model, Predicate<Case> history, long emitted) {
    List<StepVerdict> steps = new ArrayList<>();
    Set<String> traces = new LinkedHashSet<>(traceIds);
    boolean structureOnly = true;
    for (int i = 0; i < run.rows().size(); i++) {
      EvidenceRow row = run.rows().get(i);
      Step step = StoredStep.of(run, row);
      traces.add(step.traceId());
      structureOnly &= !step.content();
      steps.add(verdicts.step(step, i, row, model, emitted));
    }
    List<Finding> findings = new ArrayList<>(steps);
    findings.add(
        verdicts.run(
            run,
            List.copyOf(traces),
            Phase.CLOSED,
            steps,
            model,
            similarRuns(run, history),
            structureOnly && !steps.isEmpty(),
            emitted));
    return findings;
  }

  private static boolean everything(Case labelled) {
    return true;
  }

  /** Coarse entries: whole labelled runs of the same system that look alike. */
  private List<SimilarCase> similarRuns(Case run, Predicate<Case> history) {
    if (run.embedding().isEmpty()) {
      return List.of();
    }
    Predicate<Case> visible =
        c ->
            c.label().map(CaseLabel::failure).orElse(false)
                && !c.id().equals(run.id())
                && history.test(c);
    return memory
        .recall(
            new Recall(
                run.embedding().get(),
                CaseQuery.of(Case.Kind.AGENT_RUN).in(run.scope()).labelled(),
                visible,
                SIMILAR_RUNS_MAX))
        .stream()
        .map(
            found ->
                new SimilarCase(
                    found.found().id(),
                    Math.min(1, found.similarity()),
                    found.found().label().map(CaseLabel::type).orElse(""),
                    found.found().label().map(CaseLabel::remedy).orElse("")))
        .toList();
  }
}
