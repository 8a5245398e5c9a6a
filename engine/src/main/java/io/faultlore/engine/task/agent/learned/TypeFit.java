package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.KernelRidge;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel ridge from steps to their types. How much it smooths and how far the frequency of a type
 * counts is chosen by the labelled steps alone, each run predicted without itself: where few steps
 * of many types are labelled, frequency hides the rare ones; where there are many, it helps.
 */
final class TypeFit {
  private static final double[] LAMBDAS = {.1, .3};
  private static final double[] PRIOR_WEIGHTS = {1, .5, 0};

  private final KernelRidge ridge;
  private final double[] offset;
  private final double cut;

  private TypeFit(KernelRidge ridge, double[] offset, double cut) {
    this.ridge = ridge;
    this.offset = offset;
    this.cut = cut;
  }

  /**
   * Chooses by the share of steps whose first type is right; ties go to the earlier setting.
   *
   * @param truth per step and type whether it has it
   * @param runs indices of steps that are left out together
   */
  static TypeFit choose(double[][] gram, boolean[][] truth, List<List<Integer>> runs) {
    double[] prior = prior(truth);
    TypeFit best = null;
    double mostRight = -1;
    for (double lambda : LAMBDAS) {
      KernelRidge ridge = KernelRidge.fit(gram, targets(truth, prior), lambda);
      double[][] unseen = unseen(ridge, runs, truth.length);
      for (double weight : PRIOR_WEIGHTS) {
        double[] offset = new double[prior.length];
        for (int c = 0; c < offset.length; c++) {
          offset[c] = weight * prior[c];
        }
        double right = right(unseen, offset, truth);
        if (best == null || right > mostRight) {
          mostRight = right;
          best = new TypeFit(ridge, offset, cut(unseen, offset, truth));
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("no setting to choose from");
    }
    return best;
  }

  /** One score per type; 1.0 and more means that it counts even when another comes first. */
  double[] scores(double[] similarities) {
    double[] scores = ridge.predict(similarities);
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.max(0, (scores[c] + offset[c]) / cut);
    }
    return scores;
  }

  private static double[] prior(boolean[][] truth) {
    double[] prior = new double[truth[0].length];
    for (boolean[] types : truth) {
      for (int c = 0; c < prior.length; c++) {
        prior[c] += types[c] ? 1.0 / truth.length : 0;
      }
    }
    return prior;
  }

  private static double[][] targets(boolean[][] truth, double[] prior) {
    double[][] targets = new double[truth.length][prior.length];
    for (int i = 0; i < targets.length; i++) {
      for (int c = 0; c < prior.length; c++) {
        targets[i][c] = (truth[i][c] ? 1 : 0) - prior[c];
      }
    }
    return targets;
  }

  private static double[][] unseen(KernelRidge ridge, List<List<Integer>> runs, int steps) {
    double[][] unseen = new double[steps][];
    for (List<Integer> run : runs) {
      double[][] outputs = ridge.leaveOut(run);
      for (int i = 0; i < outputs.length; i++) {
        unseen[run.get(i)] = outputs[i];
      }
    }
    return unseen;
  }

  private static double right(double[][] unseen, double[] offset, boolean[][] truth) {
    int right = 0;
    for (int i = 0; i < unseen.length; i++) {
      int first = 0;
      for (int c = 1; c < offset.length; c++) {
        if (unseen[i][c] + offset[c] > unseen[i][first] + offset[first]) {
          first = c;
        }
      }
      right += truth[i][first] ? 1 : 0;
    }
    return right;
  }

  /** From which output on a further type counts: best F1 over all pairs of step and type. */
  private static double cut(double[][] unseen, double[] offset, boolean[][] truth) {
    List<Double> scores = new ArrayList<>();
    boolean[] right = new boolean[unseen.length * offset.length];
    for (int i = 0; i < unseen.length; i++) {
      for (int c = 0; c < offset.length; c++) {
        right[scores.size()] = truth[i][c];
        scores.add(unseen[i][c] + offset[c]);
      }
    }
    double best =
        Threshold.choose(scores.stream().mapToDouble(Double::doubleValue).toArray(), right);
    return Math.clamp(best, .1, 1);
  }
}
