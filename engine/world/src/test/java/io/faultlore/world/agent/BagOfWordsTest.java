package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.step.Step;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * No phrase marks a failure: a bag of words that has learned failing steps in one half of the
 * wordings does not know them in the other half. All modes take part, since the evidence of each is
 * a relation: of a step to earlier ones, to a tool's result, to the question or to its own call. A
 * reader of relations does find them (RelationsTest).
 */
class BagOfWordsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int WORLDS = 4;
  private static final int RUNS_OF_MODE = 24;

  /** Six in ten runs are healthy. */
  private static final int HEALTHY_RUNS = RUNS_OF_MODE * FailureMode.values().length * 3 / 2;

  private static final double AUROC_MAX = .70;

  @Test
  void wordsDoNotTellFailingSteps() {
    Map<FailureMode, DoubleSummaryStatistics> steps = new EnumMap<>(FailureMode.class);
    Map<FailureMode, DoubleSummaryStatistics> spoken = new EnumMap<>(FailureMode.class);
    DoubleSummaryStatistics known = new DoubleSummaryStatistics();
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (int world = 0; world < WORLDS; world++) {
      List<WordedStep> learned = steps(Wording.FIRST_HALF, 1 + 2L * world);
      List<WordedStep> others = steps(Wording.SECOND_HALF, 2 + 2L * world);
      BagOfWords model = BagOfWords.fit(learned, WordedStep::isFailing);
      Ranking<WordedStep> otherWords = model.rank(others);
      known.accept(model.rank(learned).auroc(_ -> true, WordedStep::isFailing));
      all.accept(otherWords.auroc(_ -> true, WordedStep::isFailing));
      for (FailureMode mode : FailureMode.values()) {
        statistics(steps, mode)
            .accept(otherWords.auroc(step -> step.counts(mode), WordedStep::isFailing));
        statistics(spoken, mode)
            .accept(
                otherWords.auroc(
                    step -> step.kind() == Step.Kind.LLM && step.counts(mode),
                    WordedStep::isFailing));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "bag of words: learned wordings %.3f, other wordings %.3f%n",
        known.getAverage(),
        all.getAverage());
    for (FailureMode mode : FailureMode.values()) {
      System.out.printf(
          Locale.ROOT,
          "  %-26s steps %s, model calls alone %s%n",
          mode.word(),
          shown(statistics(steps, mode)),
          shown(statistics(spoken, mode)));
    }
    assertTrue(known.getAverage() > AUROC_MAX, "it learns something");
    for (FailureMode mode : FailureMode.values()) {
      assertTrue(statistics(steps, mode).getAverage() < AUROC_MAX, mode.word());
      assertTrue(statistics(spoken, mode).getAverage() < AUROC_MAX, mode.word() + ", model calls");
    }
  }

  private static DoubleSummaryStatistics statistics(
      Map<FailureMode, DoubleSummaryStatistics> of, FailureMode mode) {
    return of.computeIfAbsent(mode, _ -> new DoubleSummaryStatistics());
  }

  private static String shown(DoubleSummaryStatistics values) {
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", values.getAverage(), values.getMin(), values.getMax());
  }

  private static List<WordedStep> steps(Wording wording, long seed) {
    AgentPlan plan = AgentPlan.defaults().withTeams(20).withWording(wording);
    List<WordedStep> steps = new ArrayList<>();
    Runs healthy = new Runs(plan.withFailingShare(0), seed);
    for (int i = 0; i < HEALTHY_RUNS; i++) {
      steps.addAll(WordedStep.of(healthy.ordinary(i, START), Optional.empty()));
    }
    long number = HEALTHY_RUNS;
    for (FailureMode mode : FailureMode.values()) {
      Runs runs = new Runs(plan.withFailingShare(1).withModes(List.of(mode)), seed);
      for (int i = 0; i < RUNS_OF_MODE; i++) {
        // Numbers go on, or every mode would strike in the same runs.
        number++;
        steps.addAll(WordedStep.of(runs.ordinary(number, START), Optional.of(mode)));
      }
    }
    return steps;
  }
}
