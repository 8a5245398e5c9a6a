package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import io.faultlore.engine.task.agent.learned.Sample.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How much a step looks like the failing steps of its own system: z(trees) + .5 z(words) + .3
 * z(rules), the rules losing weight as labels grow. The z scores come from inner folds, whose rows
 * the models had not seen.
 */
public final class DetectionHead {
  private static final int INNER_FOLDS = 3;
  private static final int POSITIVES_LEAST = 3;
  private static final int NORMAL_LEAST = 10;
  private static final int RUNS_LEAST = 3;
  private static final double WORDS_WEIGHT = .5;
  private static final double RULES_WEIGHT = .3;

  /** Failing steps at which the rules have lost half their weight. */
  private static final double RULES_HALVED_AT = 10;

  /** Alarms per failing step that is expected; a missed failure costs more than a false alarm. */
  private static final double ALARMS_PER_FAILURE = 1.5;

  private static final double ALARM_RATE_MAX = .65;
  private static final ExtraTrees.Options TREES =
      new ExtraTrees.Options(200, (int) Math.round(.2 * StepFeature.COUNT), 3, false, false, 40);

  private final Lexicon lexicon;
  private final ExtraTrees trees;
  private final LogisticRegression words;
  private final Scale treesScale;
  private final Scale wordsScale;
  private final Scale rulesScale;
  private final double[] unseen;
  private final double alarmRate;
  private final double rulesWeight;
  private final int positives;
  private final int runs;

  private DetectionHead(Lexicon lexicon, Sample all, List<Scores> inner, long seed) {
    this.lexicon = lexicon;
    this.trees = all.growTrees(TREES, seed);
    this.words = all.fitWords(lexicon);
    this.treesScale = Scale.of(inner.stream().mapToDouble(Scores::trees));
    this.wordsScale = Scale.of(inner.stream().mapToDouble(Scores::words));
    this.rulesScale =
        Scale.of(all.rows().stream().mapToDouble(row -> StepFeature.RULES.of(row.features())));
    this.positives = all.positives();
    this.runs = all.runs();
    this.rulesWeight = RULES_WEIGHT * RULES_HALVED_AT / (RULES_HALVED_AT + positives);
    this.unseen =
        inner.stream()
            .mapToDouble(step -> blend(step.trees(), step.words(), step.rules()))
            .sorted()
            .toArray();
    this.alarmRate =
        Math.min(ALARM_RATE_MAX, ALARMS_PER_FAILURE * positives / Math.max(1.0, all.size()));
  }

  /** Empty while there is too little to learn from. */
  static Optional<DetectionHead> train(List<RunEvidence> labelled, Lexicon lexicon, long seed) {
    Sample all = Sample.of(labelled, lexicon);
    if (all.positives() < POSITIVES_LEAST
        || all.size() - all.positives() < NORMAL_LEAST
        || all.runs() < RUNS_LEAST) {
      return Optional.empty();
    }
    List<Scores> tested = new ArrayList<>();
    for (int fold = 0; fold < INNER_FOLDS; fold++) {
      int held = fold;
      Sample learn = all.where(run -> Math.floorMod(run, INNER_FOLDS) != held);
      Sample test = all.where(run -> Math.floorMod(run, INNER_FOLDS) == held);
      if (learn.positives() > 0 && learn.positives() < learn.size() && test.size() > 0) {
        tested.addAll(
            test.judge(learn.growTrees(TREES.withTrees(100), seed), learn.fitWords(lexicon)));
      }
    }
    return tested.isEmpty()
        ? Optional.empty()
        : Optional.of(new DetectionHead(lexicon, all, tested, seed));
  }

  /**
   * 1.0 and more means failing. The blend becomes a conformal p-value, the share of steps that
   * score at least as high when the models have not seen them, and that is measured against the
   * alarm rate: log p / log rate. So scores of models from other labels of the system stay
   * comparable, and the rate of alarms follows the rate of failures among labelled steps.
   */
  public double score(float[] features, Words read) {
    double tree = trees.probability(Lexicon.online(features))[1];
    double word = words.score(lexicon.joined(lexicon.read(features, read)));
    double blend = blend(tree, word, StepFeature.RULES.of(features));
    int from = 0;
    int to = unseen.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (unseen[middle] < blend) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    double p = (1.0 + unseen.length - from) / (1.0 + unseen.length);
    return Math.log(p) / Math.log(alarmRate);
  }

  /** What it was learned from, for evidence sentences. */
  public String basis() {
    return positives + " failing steps in " + runs + " labelled runs of this system";
  }

  private double blend(double tree, double word, double rules) {
    return treesScale.z(tree)
        + WORDS_WEIGHT * wordsScale.z(word)
        + rulesWeight * rulesScale.z(rules);
  }

  private record Scale(double mean, double deviation) {
    static Scale of(DoubleStream of) {
      double[] values = of.toArray();
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
