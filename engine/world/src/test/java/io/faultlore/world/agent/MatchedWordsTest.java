package io.faultlore.world.agent;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.agent.Happening.Blame;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * No phrase marks a mistake of one mode among steps of its sort. A classifier for each mode learns
 * root-cause steps in one half of the wordings and is asked in the other; a mistake is compared
 * with healthy steps in which the same role does the same thing, since where a mode can happen at
 * all is no secret: only writing tools break a ban on writing.
 */
class MatchedWordsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int WORLDS = 3;
  private static final int RUNS_OF_MODE = 100;
  private static final int HEALTHY_RUNS = 700;
  private static final double AUROC_MAX = .70;

  /** With fewer healthy steps of its sort, a mistake is not compared. */
  private static final int CONTROLS_MIN = 5;

  private static final int CONTROLS_OF_STEP = 5;
  private static final double COMPARED_MIN = .75;

  /** Root causes of a mode, and healthy steps by their sort. */
  private record Half(List<WordedStep> roots, Map<String, List<WordedStep>> healthy) {
    List<WordedStep> controls(WordedStep root) {
      List<WordedStep> same = healthy.getOrDefault(root.sort(), List.of());
      return same.size() < CONTROLS_MIN ? List.of() : same;
    }

    List<WordedStep> compared() {
      return roots.stream().filter(root -> !controls(root).isEmpty()).toList();
    }

    /** Root causes with some of their controls. */
    List<WordedStep> sample(RandomGenerator chance) {
      List<WordedStep> sample = new ArrayList<>(compared());
      for (WordedStep root : compared()) {
        for (int i = 0; i < CONTROLS_OF_STEP; i++) {
          sample.add(Chance.one(controls(root), chance));
        }
      }
      return sample;
    }

    /** Chance that a root cause scores above a control of its own. */
    double auroc(BagOfWords model) {
      return compared().stream()
          .mapToDouble(root -> above(model, model.score(root), controls(root)))
          .average()
          .orElseThrow();
    }

    private static double above(BagOfWords model, double score, List<WordedStep> controls) {
      return controls.stream()
          .mapToDouble(model::score)
          .map(other -> score > other ? 1 : score == other ? .5 : 0)
          .average()
          .orElseThrow();
    }
  }

  /** What a mode comes to over all worlds. */
  private static final class Figures {
    private final DoubleSummaryStatistics auroc = new DoubleSummaryStatistics();
    private int compared;
    private int roots;

    void add(Half learned, Half asked) {
      auroc.accept(MatchedWordsTest.auroc(learned, asked));
      compared += asked.compared().size();
      roots += asked.roots().size();
    }

    void print(FailureMode mode) {
      System.out.printf(
          Locale.ROOT,
          "matched words: %-26s %.3f (%.3f to %.3f), %d of %d root causes%n",
          mode.word(),
          auroc.getAverage(),
          auroc.getMin(),
          auroc.getMax(),
          compared,
          roots);
    }

    void check(FailureMode mode) {
      assertTrue(auroc.getAverage() < AUROC_MAX, mode.word() + ": " + auroc.getAverage());
      assertTrue(compared > COMPARED_MIN * roots, mode.word() + ": compared " + compared);
    }
  }

  @Test
  void noPhraseMarksAMistakeAmongStepsOfItsSort() {
    Map<FailureMode, Figures> figures = new EnumMap<>(FailureMode.class);
    for (int world = 0; world < WORLDS; world++) {
      long one = 1 + 2L * world;
      long two = 2 + 2L * world;
      Map<String, List<WordedStep>> first = healthy(Wording.FIRST_HALF, one);
      Map<String, List<WordedStep>> second = healthy(Wording.SECOND_HALF, two);
      for (FailureMode mode : FailureMode.values()) {
        Half learned = new Half(roots(Wording.FIRST_HALF, mode, one), first);
        Half asked = new Half(roots(Wording.SECOND_HALF, mode, two), second);
        figures.computeIfAbsent(mode, _ -> new Figures()).add(learned, asked);
      }
    }
    figures.forEach((mode, of) -> of.print(mode));
    figures.forEach((mode, of) -> of.check(mode));
  }

  /** The check can fail: a word in every second mistake is enough. */
  @Test
  void phraseThatMarksIsFound() {
    FailureMode mode = FailureMode.WRONG_ARGUMENTS;
    Half learned =
        new Half(marked(roots(Wording.FIRST_HALF, mode, 1)), healthy(Wording.FIRST_HALF, 1));
    Half asked =
        new Half(marked(roots(Wording.SECOND_HALF, mode, 2)), healthy(Wording.SECOND_HALF, 2));

    assertTrue(auroc(learned, asked) > AUROC_MAX);
  }

  private static List<WordedStep> marked(List<WordedStep> roots) {
    List<WordedStep> marked = new ArrayList<>();
    for (WordedStep root : roots) {
      marked.add(marked.size() % 2 == 0 ? root : root.saying("alas"));
    }
    return marked;
  }

  private static double auroc(Half learned, Half asked) {
    List<WordedStep> sample = learned.sample(Chance.of(1, "controls", 0));
    return asked.auroc(BagOfWords.fit(sample, WordedStep::isFailing));
  }

  private static Map<String, List<WordedStep>> healthy(Wording wording, long seed) {
    Runs runs = new Runs(plan(wording).withFailingShare(0), seed);
    List<WordedStep> steps = new ArrayList<>();
    for (int i = 0; i < HEALTHY_RUNS; i++) {
      steps.addAll(WordedStep.of(runs.ordinary(i, START), Optional.empty()));
    }
    return steps.stream().collect(groupingBy(WordedStep::sort));
  }

  private static List<WordedStep> roots(Wording wording, FailureMode mode, long seed) {
    Runs runs = new Runs(plan(wording).withFailingShare(1).withModes(List.of(mode)), seed);
    List<WordedStep> roots = new ArrayList<>();
    for (int i = 0; i < RUNS_OF_MODE; i++) {
      // Other numbers for each mode, or all would strike in the same runs.
      Runs.Played played = runs.ordinary(Chance.seed(seed, mode.word(), i), START);
      if (played.transcript().failed()) {
        WordedStep.of(played, Optional.of(mode)).stream()
            .filter(step -> step.blame() == Blame.ROOT)
            .forEach(roots::add);
      }
    }
    return roots;
  }

  private static AgentPlan plan(Wording wording) {
    return AgentPlan.defaults().withTeams(20).withWording(wording);
  }
}
