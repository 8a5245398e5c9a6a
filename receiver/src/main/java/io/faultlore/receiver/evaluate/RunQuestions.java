package io.faultlore.receiver.evaluate;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.agent.RunReview.Judged;
import io.faultlore.receiver.evaluate.Protocol.Item;
import io.faultlore.receiver.evaluate.Truth.RunLabel;
import io.faultlore.receiver.evaluate.Truth.StepLabel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * The questions about runs of agents and their steps. Labels are given as feedback on the run's
 * case; whoever is asked about a run sees no label of its fold.
 */
final class RunQuestions {
  private final Truth truth;
  private final Protocol protocol;
  private final FindingsFile out;
  private final Map<String, RunLabel> labelOfTrace = new LinkedHashMap<>();
  private final Map<String, Integer> foldOfTrace = new HashMap<>();

  /** By case id: a run that a late span opened again ends twice, and the last report counts. */
  private final SequencedMap<String, Run> ended = new LinkedHashMap<>();

  private final List<Run> withoutFeedback = new ArrayList<>();
  private final SequencedMap<String, Integer> foldOfCase = new LinkedHashMap<>();

  /** Trace and span of a step entry, by its case id. */
  private final Map<String, List<String>> spanOfCase = new HashMap<>();

  RunQuestions(Truth truth, Protocol protocol, long seed, FindingsFile out) {
    this.truth = truth;
    this.protocol = protocol;
    this.out = out;
    Map<String, Integer> folds =
        Protocol.folds(protocol, truth.runs().stream().map(this::item).toList(), seed);
    for (RunLabel run : truth.runs()) {
      labelOfTrace.put(run.traceId(), run);
      foldOfTrace.put(run.traceId(), folds.getOrDefault(run.id(), -1));
    }
  }

  private Item item(RunLabel run) {
    String together = run.group().isEmpty() ? run.id() : run.group();
    String type =
        truth.steps().stream()
            .filter(step -> step.traceId().equals(run.traceId()))
            .map(StepLabel::type)
            .findFirst()
            .orElse("");
    return new Item(run.id(), together, type);
  }

  /** The engine saw a run's end; it is called inside the engine, so nothing is asked yet. */
  void ended(Run run) {
    withoutFeedback.add(run);
  }

  /** Remembers which case each run became and, in a prequential evaluation, labels it now. */
  void feedback(Engine engine) {
    for (Run run : withoutFeedback) {
      Optional<Case> found = engine.hindsight().runCase(run);
      if (found.isEmpty()) {
        continue;
      }
      String caseId = found.get().id();
      ended.putLast(caseId, run);
      foldOfCase.putLast(caseId, fold(run));
      for (Step step : run.steps()) {
        spanOfCase.put(
            caseId + "#" + step.spanId(), List.of(step.origin().traceId(), step.spanId()));
      }
      if (protocol instanceof Protocol.Prequential) {
        label(run, caseId, engine);
      }
    }
    withoutFeedback.clear();
  }

  private int fold(Run run) {
    return run.traceIds().stream()
        .map(foldOfTrace::get)
        .filter(fold -> fold != null)
        .findFirst()
        .orElse(-1);
  }

  private void label(Run run, String caseId, Engine engine) {
    Optional<RunLabel> labelled =
        run.traceIds().stream().map(labelOfTrace::get).filter(label -> label != null).findFirst();
    List<StepLabel> steps =
        truth.steps().stream().filter(step -> run.traceIds().contains(step.traceId())).toList();
    if (labelled.isEmpty() || (!labelled.get().judged() && steps.isEmpty())) {
      return;
    }
    StepLabel first =
        steps.stream()
            .filter(StepLabel::rootCause)
            .findFirst()
            .or(() -> steps.stream().findFirst())
            .orElse(new StepLabel("", "", "", "", false));
    engine.label(
        caseId,
        new CaseLabel(
            labelled.get().failed(),
            first.agent(),
            first.type(),
            "",
            steps.stream()
                .map(
                    step ->
                        new StepMark(step.spanId(), step.agent(), step.type(), step.rootCause()))
                .toList(),
            labelled.get().exhaustive(),
            "evaluation",
            run.steps().isEmpty() ? 0 : run.steps().getLast().origin().endUnixNano()));
  }

  /** Gives all labels, then asks about each run with its fold withheld. */
  void judgeAgain(Engine engine) throws IOException {
    ended.forEach((caseId, run) -> label(run, caseId, engine));
    for (Map.Entry<String, Run> run : ended.entrySet()) {
      Predicate<Case> history = history(run.getKey());
      write(run.getValue(), engine.hindsight().judgeAgain(run.getKey(), history).orElseThrow());
    }
  }

  private void write(Run run, Judged judged) throws IOException {
    Map<String, StepVerdict> verdicts = new LinkedHashMap<>();
    for (StepVerdict verdict : judged.steps()) {
      verdicts.put(verdict.step().spanId(), verdict);
      writeStep(verdict, run);
    }
    writeRun(judged.run());
    writeDuplicates(run, verdicts);
  }

  /** The verdicts of the live line, which had only the labels given before. */
  void writeLive(List<StepVerdict> steps, Map<String, RunVerdict> runs) throws IOException {
    Map<String, StepVerdict> verdicts = new LinkedHashMap<>();
    for (StepVerdict verdict : steps) {
      verdicts.put(verdict.step().spanId(), verdict);
      out.step(verdict, verdict.step().traceId(), verdict.step().spanId(), verdict.step().agent());
    }
    for (RunVerdict verdict : runs.values()) {
      writeRun(verdict);
    }
    for (Run run : ended.values()) {
      writeDuplicates(run, verdicts);
    }
  }

  private void writeStep(StepVerdict verdict, Run run) throws IOException {
    Step.Origin step = verdict.step();
    String traceId = step.traceId().isEmpty() ? run.traceIds().getFirst() : step.traceId();
    out.step(verdict, traceId, step.spanId(), step.agent());
  }

  private void writeDuplicates(Run run, Map<String, StepVerdict> verdicts) throws IOException {
    for (Run.Duplicate duplicate : run.duplicates()) {
      StepVerdict verdict = verdicts.get(duplicate.stepSpanId());
      if (verdict != null) {
        out.step(verdict, duplicate.traceId(), duplicate.spanId(), verdict.step().agent());
      }
    }
  }

  private void writeRun(RunVerdict verdict) throws IOException {
    for (String traceId : verdict.traceIds()) {
      out.run(verdict, traceId);
    }
  }

  /** Asks for type and neighbours of each labelled step. */
  void diagnoseSteps(Engine engine) throws IOException {
    Map<String, String> caseOfSpan = new HashMap<>();
    spanOfCase.forEach(
        (id, span) -> caseOfSpan.put(String.join("#", span), id.substring(0, id.lastIndexOf('#'))));
    for (List<String> span :
        truth.steps().stream()
            .filter(step -> !step.type().isEmpty())
            .map(step -> List.of(step.traceId(), step.spanId()))
            .distinct()
            .toList()) {
      String caseId = caseOfSpan.get(String.join("#", span));
      if (caseId == null) {
        continue;
      }
      Optional<Diagnosis> diagnosis =
          engine.hindsight().diagnoseStep(caseId, span.get(1), history(caseId));
      if (diagnosis.isPresent()) {
        out.stepDiagnosis(
            span.get(0),
            span.get(1),
            protocol.word(),
            foldOfCase.getOrDefault(caseId, -1),
            diagnosis.get().types(),
            neighbours(diagnosis.get()));
      }
    }
  }

  private List<List<String>> neighbours(Diagnosis diagnosis) {
    return diagnosis.similar().stream()
        .map(SimilarCase::caseId)
        .map(spanOfCase::get)
        .filter(span -> span != null)
        .toList();
  }

  /** Cases outside the fold; in a prequential evaluation those of earlier runs. */
  private Predicate<Case> history(String caseId) {
    if (protocol instanceof Protocol.Prequential) {
      List<String> order = List.copyOf(foldOfCase.keySet());
      int now = order.indexOf(caseId);
      return known -> order.indexOf(runOf(known)) < now;
    }
    int fold = foldOfCase.getOrDefault(caseId, -1);
    return known -> foldOfCase.getOrDefault(runOf(known), -1) != fold;
  }

  private static String runOf(Case known) {
    int hash = known.id().indexOf('#');
    return known.kind() == Case.Kind.AGENT_STEP && hash > 0
        ? known.id().substring(0, hash)
        : known.id();
  }
}
