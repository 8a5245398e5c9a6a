package io.faultlore.engine.task.agent;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.task.agent.RunEvidence.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much a step looks like the failing steps of its own system: z(trees) + .5 z(words) + .3
 * z(rules) (agents-recipe.md). The z scores come from inner folds, whose rows the models had not
 * seen; so does the threshold.
 */
final class DetectionHead {
  private static final int INNER_FOLDS = 3;
  private static final int POSITIVES_LEAST = 3;
  private static final int RUNS_LEAST = 3;
  private static final double WORDS_WEIGHT = .5;
  private static final double RULES_WEIGHT = .3;
  private static final ExtraTrees.Options TREES =
      new ExtraTrees.Options(200, (int) Math.round(.2 * StepFeature.COUNT), 3, false, true, 40);

  private final Lexicon lexicon;
  private final ExtraTrees trees;
  private final LogisticRegression words;
  private final Scale treesScale;
  private final Scale wordsScale;
  private final Scale rulesScale;
  private final double threshold;
  private final int positives;
  private final int runs;

  private DetectionHead(Lexicon lexicon, Sample all, Sample inner, int runs, long seed) {
    this.lexicon = lexicon;
    this.trees = all.growTrees(TREES, seed);
    this.words = all.fitWords(lexicon);
    this.treesScale = Scale.of(inner.treeScores);
    this.wordsScale = Scale.of(inner.wordScores);
    this.rulesScale = Scale.of(all.ruleScores());
    this.positives = all.positives();
    this.runs = runs;
    double[] blended = new double[inner.size()];
    for (int i = 0; i < blended.length; i++) {
      blended[i] =
          blend(inner.treeScores[i], inner.wordScores[i], StepFeature.RULES.of(inner.features[i]));
    }
    this.threshold = Threshold.choose(blended, inner.failing);
  }

  /** Empty while there is too little to learn from. */
  static Optional<DetectionHead> train(List<RunEvidence> labelled, Lexicon lexicon, long seed) {
    Sample all = Sample.of(labelled, lexicon);
    Set<Integer> used = all.runs();
    if (all.positives() < POSITIVES_LEAST
        || all.size() - all.positives() < 3 * all.positives() / 2
        || used.size() < RUNS_LEAST) {
      return Optional.empty();
    }
    List<Sample> tested = new ArrayList<>();
    for (int fold = 0; fold < INNER_FOLDS; fold++) {
      int held = fold;
      Sample learn = all.where(run -> Math.floorMod(run, INNER_FOLDS) != held);
      Sample test = all.where(run -> Math.floorMod(run, INNER_FOLDS) == held);
      if (learn.positives() > 0 && learn.positives() < learn.size() && test.size() > 0) {
        test.judge(learn.growTrees(TREES.withTrees(100), seed), learn.fitWords(lexicon));
        tested.add(test);
      }
    }
    return tested.isEmpty()
        ? Optional.empty()
        : Optional.of(new DetectionHead(lexicon, all, Sample.join(tested), used.size(), seed));
  }

  /** How far above the threshold, in deviations of the blend; 0 and more means failing. */
  double margin(float[] features, Words read) {
    double tree = trees.probability(Lexicon.online(features))[1];
    double word = words.score(lexicon.joined(lexicon.read(features, read)));
    return blend(tree, word, StepFeature.RULES.of(features)) - threshold;
  }

  /** What it was learned from, for evidence sentences. */
  String basis() {
    return positives + " failing steps in " + runs + " labelled runs of this system";
  }

  private double blend(double tree, double word, double rules) {
    return treesScale.z(tree)
        + WORDS_WEIGHT * wordsScale.z(word)
        + RULES_WEIGHT * rulesScale.z(rules);
  }

  private record Scale(double mean, double deviation) {
    static Scale of(double[] values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean) / values.length;
      }
      return new Scale(mean, Math.max(1e-6, Math.sqrt(squares)));
    }

    double z(double value) {
      return (value - mean) / deviation;
    }
  }
}
