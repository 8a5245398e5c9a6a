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
import io.faultlore.engine.task.agent.evidence.Advice;
import io.faultlore.engine.task.agent.evidence.Rules;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import io.faultlore.engine.task.agent.learned.DetectionHead;
import io.faultlore.engine.task.agent.learned.RootCauseHead;
import io.faultlore.engine.task.agent.learned.SystemModel;
import io.faultlore.engine.task.agent.learned.TypeHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From evidence and what was learned to a verdict. Live judgement and a later one take this same
 * way; only the model differs.
 */
final class Verdicts {
  private static final int EVIDENCE_MAX = 4;

  private Verdicts() {}

  /**
   * The verdict on a step, from its evidence and the model.
   *
   * @param did what it did, in a word
   */
  static StepVerdict step(
      Step.Origin step, String did, int index, EvidenceRow row, SystemModel model, long emitted) {
    Words words = RunEvidence.words(row);
    Optional<DetectionHead> detection =
        RunEvidence.structureOnly(row) ? Optional.empty() : model.detection().get();
    double score =
        detection
            .map(head -> head.score(row.features(), words))
            .orElse(StepFeature.RULES.of(row.features()) / Rules.FAILING);
    boolean failing = score >= 1;
    List<Rules> rules = Rules.holding(row.features());
    Optional<TypeHead.Answer> likeness =
        failing && !row.text().isEmpty()
            ? model.types().get().map(head -> head.judge(row, words))
            : Optional.empty();
    List<SimilarCase> similar = likeness.map(TypeHead.Answer::plain).orElse(List.of());
    return new StepVerdict(
        step,
        did,
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
    return rules.isEmpty() ? FailureMode.LEARNED : rules.getFirst().mode();
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
    Set<String> advice = remedy(similar);
    if (!similar.isEmpty()) {
      advice.add(known.text());
    }
    rules.stream().limit(2).forEach(rule -> advice.add(rule.advice().text()));
    if (advice.isEmpty()) {
      advice.add(Advice.ASK_A_PERSON.text());
    }
    return List.copyOf(advice);
  }

  /** What helped in the most similar case of which that is known. */
  private static Set<String> remedy(List<SimilarCase> similar) {
    return similar.stream()
        .map(SimilarCase::remedy)
        .filter(remedy -> !remedy.isEmpty())
        .limit(1)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The verdict on a run, from the verdicts on its steps.
   *
   * @param app what people call its system
   * @param coarse earlier whole runs that look alike
   */
  static RunVerdict run(
      Case run,
      String app,
      List<String> traceIds,
      Phase phase,
      List<StepVerdict> steps,
      SystemModel model,
      List<SimilarCase> coarse,
      boolean structureOnly,
      long emitted) {
    RunEvidence evidence = RunEvidence.of(run);
    Optional<RootCauseHead> head =
        phase == Phase.CLOSED && evidence.size() > 0 ? model.rootCause().get() : Optional.empty();
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
        app,
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
    if (worst.isEmpty() || worst.get().score() < 1) {
      return List.of();
    }
    Set<String> advice = remedy(coarse);
    advice.addAll(worst.get().advice());
    if (!coarse.isEmpty()) {
      advice.add(Advice.REFLECT_ON_THE_PLAN.text());
    }
    return List.copyOf(advice);
  }
}
