package io.faultlore.engine.task.agent;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.agent.RunEvidence.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From evidence and what was learned to a verdict. Live judgement and a later one take this same
 * way; only the model differs.
 */
final class Verdicts {
  private static final int SIMILAR_MAX = 5;
  private static final int EVIDENCE_MAX = 4;

  private final Labels labels;

  Verdicts(Labels labels) {
    this.labels = labels;
  }

  /** The verdict on a step, from its evidence and the model. */
  StepVerdict step(Step step, int index, EvidenceRow row, SystemModel model, long emitted) {
    Words words = RunEvidence.words(row);
    Optional<DetectionHead> detection =
        RunEvidence.structureOnly(row) ? Optional.empty() : model.detection();
    double score =
        detection
            .map(head -> head.score(row.features(), words))
            .orElse(StepFeature.RULES.of(row.features()) / Rules.FAILING);
    boolean failing = score >= 1;
    List<Rules> rules = Rules.holding(row.features());
    Optional<TypeHead.Answer> likeness =
        failing && !row.text().isEmpty()
            ? model.types().map(head -> head.judge(row, words, null, labels.vector(row)))
            : Optional.empty();
    List<SimilarCase> similar =
        similar(likeness.map(TypeHead.Answer::plain).orElse(List.of()), SIMILAR_MAX);
    return new StepVerdict(
        step,
        index,
        score,
        likeness.map(TypeHead.Answer::types).orElse(List.of()),
        mode(failing, rules),
        failing ? evidence(row, rules, detection, score) : List.of(),
        similar,
        failing ? advice(rules, similar, Advice.REFLECT_ON_THE_STEP) : List.of(),
        emitted);
  }

  private static FailureMode mode(boolean failing, List<Rules> rules) {
    if (!failing) {
      return FailureMode.NONE;
    }
    return rules.isEmpty() ? FailureMode.LEARNED : rules.getFirst().mode;
  }

  private static List<String> evidence(
      EvidenceRow row, List<Rules> rules, Optional<DetectionHead> detection, double score) {
    List<String> sentences = new ArrayList<>();
    for (Rules rule : rules.subList(0, Math.min(EVIDENCE_MAX, rules.size()))) {
      sentences.add(rule.say(row));
    }
    detection.ifPresent(
        head ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "score %.2f (1.00 means failing), learned from %s",
                    score,
                    head.basis())));
    if (RunEvidence.structureOnly(row)) {
      sentences.add("no content was captured: judged by structure alone");
    }
    return sentences;
  }

  private static List<String> advice(List<Rules> rules, List<SimilarCase> similar, Advice known) {
    Set<String> advice = new LinkedHashSet<>();
    similar.stream()
        .map(SimilarCase::remedy)
        .filter(r -> !r.isEmpty())
        .limit(1)
        .forEach(advice::add);
    if (!similar.isEmpty()) {
      advice.add(known.text);
    }
    rules.stream().limit(2).forEach(rule -> advice.add(rule.advice.text));
    if (advice.isEmpty()) {
      advice.add(Advice.ASK_A_PERSON.text);
    }
    return List.copyOf(advice);
  }

  static List<SimilarCase> similar(List<TypeHead.Neighbour> neighbours, int most) {
    List<SimilarCase> similar = new ArrayList<>();
    for (TypeHead.Neighbour neighbour : neighbours.subList(0, Math.min(most, neighbours.size()))) {
      TypeHead.Example example = neighbour.example();
      similar.add(
          new SimilarCase(
              example.caseId(),
              neighbour.similarity(),
              String.join(", ", example.types()),
              example.remedy()));
    }
    return similar;
  }

  /**
   * The verdict on a run, from the verdicts on its steps.
   *
   * @param coarse earlier whole runs that look alike
   */
  RunVerdict run(
      Case run,
      List<String> traceIds,
      Phase phase,
      List<StepVerdict> steps,
      SystemModel model,
      List<SimilarCase> coarse,
      boolean structureOnly,
      long emitted) {
    RunEvidence evidence = RunEvidence.of(run);
    Optional<RootCauseHead> head =
        phase == Phase.CLOSED && evidence.size() > 0 ? model.rootCause() : Optional.empty();
    double[] weights =
        head.map(h -> h.probabilities(evidence)).orElseGet(() -> earliestWorst(steps));
    Map<String, Double> agents = new LinkedHashMap<>();
    List<Ranked> suspects = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      suspects.add(new Ranked(evidence.row(i).subject(), weights[i]));
      if (!evidence.row(i).actor().isEmpty()) {
        agents.merge(evidence.row(i).actor(), weights[i], Double::sum);
      }
    }
    suspects.sort(Comparator.comparingDouble((Ranked r) -> -r.score()));
    List<Ranked> suspectAgents = new ArrayList<>();
    agents.forEach((name, weight) -> suspectAgents.add(new Ranked(name, weight)));
    suspectAgents.sort(Comparator.comparingDouble((Ranked r) -> -r.score()));
    Optional<StepVerdict> worst =
        steps.stream().max(Comparator.comparingDouble(StepVerdict::score));
    double score = worst.map(StepVerdict::score).orElse(0.0);
    return new RunVerdict(
        run.subject(),
        run.scope(),
        traceIds,
        phase,
        score,
        suspects,
        suspectAgents,
        worst.map(StepVerdict::types).orElse(List.of()),
        worst.map(StepVerdict::mode).orElse(FailureMode.NONE),
        runEvidence(evidence, suspects, worst, head),
        coarse,
        runAdvice(worst, coarse),
        evidence.size(),
        structureOnly,
        run.startUnixNano(),
        run.endUnixNano(),
        emitted);
  }

  /** Without a learned head: failing steps first, the earlier the better, then by score. */
  private static double[] earliestWorst(List<StepVerdict> steps) {
    double[] weights = new double[steps.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double score = steps.get(i).score();
      weights[i] = (score >= 1 ? 3 : Math.min(1, score)) / Math.sqrt(i + 1.0) + 1e-3;
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static List<String> runEvidence(
      RunEvidence run,
      List<Ranked> suspects,
      Optional<StepVerdict> worst,
      Optional<RootCauseHead> head) {
    List<String> sentences = new ArrayList<>();
    if (!suspects.isEmpty()) {
      int at = run.indexOf(suspects.getFirst().name());
      sentences.add(
          String.format(
              Locale.ROOT,
              "first suspect is step %d of %d by %s, %.0f %% sure (%s)",
              at + 1,
              run.size(),
              run.row(at).actor().isEmpty() ? "an unnamed agent" : run.row(at).actor(),
              100 * suspects.getFirst().score(),
              head.map(h -> "from " + h.basis())
                  .orElse("by the scores of its steps: too few root causes are known")));
    }
    worst
        .filter(step -> step.score() >= 1)
        .ifPresent(
            step ->
                step.evidence()
                    .forEach(s -> sentences.add("step " + (step.index() + 1) + ": " + s)));
    return sentences;
  }

  private static List<String> runAdvice(Optional<StepVerdict> worst, List<SimilarCase> coarse) {
    Set<String> advice = new LinkedHashSet<>();
    if (worst.isEmpty() || worst.get().score() < 1) {
      return List.of();
    }
    coarse.stream()
        .map(SimilarCase::remedy)
        .filter(r -> !r.isEmpty())
        .limit(1)
        .forEach(advice::add);
    advice.addAll(worst.get().advice());
    if (!coarse.isEmpty()) {
      advice.add(Advice.REFLECT_ON_THE_PLAN.text);
    }
    return List.copyOf(advice);
  }
}
