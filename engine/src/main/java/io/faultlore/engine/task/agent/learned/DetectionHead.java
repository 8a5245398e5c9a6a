package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import io.faultlore.engine.task.agent.learned.GoodSteps.Scored;
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

  /** What is taken back ranks next below the alarms, above .99, in the order in which it was. */
  private static final double TAKEN_BACK = .01;

  private static final ExtraTrees.Options TREES =
      new ExtraTrees.Options(200, (int) Math.round(.2 * StepFeature.COUNT), 3, false, false, 40);

  private final Lexicon lexicon;
  private final ExtraTrees trees;
  private final LogisticRegression words;
  private final Scale treesScale;
  private final Scale wordsScale;
  private final Scale rulesScale;
  private final GoodSteps good;
  private final double logAlarmShare;
  private final double rulesWeight;
  private final int positives;
  private final int runs;

  private DetectionHead(
      Lexicon lexicon, Sample all, List<Scores> inner, double falseAlarmShare, long seed) {
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
    this.good =
        new GoodSteps(
            inner.stream()
                .filter(step -> !step.of().failing())
                .map(step -> new Scored(step.of().agent(), blend(step)))
                .toList());
    this.logAlarmShare = Math.log(falseAlarmShare);
  }

  /** Empty while there is too little to learn from. */
  static Optional<DetectionHead> train(
      List<RunEvidence> labelled, Lexicon lexicon, double falseAlarmShare, long seed) {
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
    return tested.stream().allMatch(step -> step.of().failing())
        ? Optional.empty()
        : Optional.of(new DetectionHead(lexicon, all, tested, falseAlarmShare, seed));
  }

  /**
   * 1.0 and more means failing: no more than the budgeted share of good steps, of the system and of
   * this agent, scores so high. Steps are ranked by the share of the system's, in orders of
   * magnitude, so that scores of models from other labels stay comparable and an agent that fails
   * often ranks above one that never does; what is usual of the agent only takes alarms back.
   */
  public double score(float[] features, Words read) {
    double tree = trees.probability(Lexicon.online(features))[1];
    double word = words.score(lexicon.joined(lexicon.read(features, read)));
    double blend = blend(tree, word, StepFeature.RULES.of(features));
    double score = good.logShare(blend) / logAlarmShare;
    double ofAgent = good.logShare(read.agent(), blend) / logAlarmShare;
    return score >= 1 && ofAgent < 1 ? score / (score + TAKEN_BACK) : score;
  }

  /** What it was learned from, for evidence sentences. */
  public String basis() {
    return positives + " failing steps in " + runs + " labelled runs of this system";
  }

  private double blend(Scores step) {
    return blend(step.trees(), step.words(), step.rules());
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
