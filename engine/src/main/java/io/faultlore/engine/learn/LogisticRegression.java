package io.faultlore.engine.learn;

import java.util.List;

/** Logistic regression on sparse rows with an L2 penalty and balanced classes. */
public final class LogisticRegression {
  private static final int ITERATIONS = 100;

  private final double[] weights;

  private LogisticRegression(double[] weights) {
    this.weights = weights;
  }

  /**
   * Minimises the balanced log loss + |w|^2 / (2 c); the intercept is not punished.
   *
   * @param width number of columns
   * @param c strength of the data against the penalty
   */
  public static LogisticRegression fit(
      List<SparseRow> rows, boolean[] positive, int width, double c) {
    double positives = 0;
    for (boolean yes : positive) {
      positives += yes ? 1 : 0;
    }
    double whole = rows.size();
    double ofPositive = positives == 0 ? 0 : whole / (2 * positives);
    double ofNegative = positives == whole ? 0 : whole / (2 * (whole - positives));
    Lbfgs.Loss loss =
        (w, gradient) -> {
          double value = 0;
          for (int j = 0; j < width; j++) {
            value += w[j] * w[j] / (2 * c);
            gradient[j] = w[j] / c;
          }
          gradient[width] = 0;
          for (int i = 0; i < positive.length; i++) {
            double weight = positive[i] ? ofPositive : ofNegative;
            double sign = positive[i] ? 1 : -1;
            double margin = sign * (rows.get(i).dot(w, 0) + w[width]);
            value += weight * softplus(-margin);
            double pull = -sign * weight / (1 + Math.exp(margin));
            spread(rows.get(i), pull, gradient);
            gradient[width] += pull;
          }
          return value;
        };
    return new LogisticRegression(Lbfgs.minimise(loss, width + 1, ITERATIONS));
  }

  /** Log odds of the positive class. */
  public double score(SparseRow row) {
    return row.dot(weights, 0) + weights[weights.length - 1];
  }

  private static void spread(SparseRow row, double pull, double[] gradient) {
    for (int i = 0; i < row.indices().length; i++) {
      gradient[row.indices()[i]] += pull * row.values()[i];
    }
  }

  private static double softplus(double x) {
    return x > 30 ? x : Math.log1p(Math.exp(x));
  }
}
