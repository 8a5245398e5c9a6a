package io.faultlore.engine.learn;

import java.util.List;

/**
 * Which row of a group is the one? A softmax over the rows of the group (McFadden's conditional
 * logit): p(i) is proportional to exp(w . x_i).
 */
public final class ConditionalSoftmax {
  private static final int ITERATIONS = 200;

  private final double[] weights;

  private ConditionalSoftmax(double[] weights) {
    this.weights = weights;
  }

  /** The rows of one group and the index of the chosen one. */
  // An array, because training passes over the rows hundreds of times; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Group(float[][] rows, int chosen) {}

  /** Minimises the mean negative log likelihood + l2 |w|^2. */
  public static ConditionalSoftmax fit(List<Group> groups, int width, double l2) {
    Lbfgs.Loss loss =
        (w, gradient) -> {
          double value = 0;
          for (int j = 0; j < width; j++) {
            value += l2 * w[j] * w[j];
            gradient[j] = 2 * l2 * w[j];
          }
          for (Group group : groups) {
            double[] p = probabilities(w, group.rows);
            value -= Math.log(Math.max(p[group.chosen], 1e-300)) / groups.size();
            for (int i = 0; i < p.length; i++) {
              double pull = (p[i] - (i == group.chosen ? 1 : 0)) / groups.size();
              for (int j = 0; j < width; j++) {
                gradient[j] += pull * group.rows[i][j];
              }
            }
          }
          return value;
        };
    return new ConditionalSoftmax(Lbfgs.minimise(loss, width, ITERATIONS));
  }

  /** One probability per row; they sum to one. */
  public double[] probabilities(float[][] rows) {
    return probabilities(weights, rows);
  }

  private static double[] probabilities(double[] w, float[][] rows) {
    double[] p = new double[rows.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < w.length; j++) {
        p[i] += w[j] * rows[i][j];
      }
      highest = Math.max(highest, p[i]);
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(p[i] - highest);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
