package io.faultlore.engine.learn;

import java.util.List;

/** Kernel ridge regression: f(x) = sum over i of k(x, x_i) a_i with (K + lambda I) a = y. */
public final class KernelRidge {
  private final double[][] inverse;
  private final double[][] coefficients;
  private final double[][] targets;

  private KernelRidge(double[][] inverse, double[][] coefficients, double[][] targets) {
    this.inverse = inverse;
    this.coefficients = coefficients;
    this.targets = targets;
  }

  /**
   * Solves for the coefficients of every output at once.
   *
   * @param kernel positive semi-definite, one row and column per example
   * @param targets one row per example, one column per output
   */
  public static KernelRidge fit(double[][] kernel, double[][] targets, double lambda) {
    int n = kernel.length;
    double[][] regular = new double[n][];
    for (int i = 0; i < n; i++) {
      regular[i] = kernel[i].clone();
      regular[i][i] += lambda;
    }
    double[][] inverse = Cholesky.inverse(regular);
    return new KernelRidge(inverse, product(inverse, targets), targets);
  }

  /** Outputs for an example, given its kernel values with the training examples. */
  public double[] predict(double[] similarities) {
    double[] outputs = new double[coefficients[0].length];
    for (int i = 0; i < similarities.length; i++) {
      for (int c = 0; c < outputs.length; c++) {
        outputs[c] += similarities[i] * coefficients[i][c];
      }
    }
    return outputs;
  }

  /**
   * What would have been predicted for these training examples, had none of them been trained on:
   * y_B - (G_BB)^-1 a_B with G = (K + lambda I)^-1, the closed form of leaving a block out.
   */
  public double[][] leaveOut(List<Integer> block) {
    double[][] corner = new double[block.size()][block.size()];
    double[][] rows = new double[block.size()][];
    for (int i = 0; i < corner.length; i++) {
      rows[i] = coefficients[block.get(i)];
      for (int j = 0; j < corner.length; j++) {
        corner[i][j] = inverse[block.get(i)][block.get(j)];
      }
    }
    double[][] residuals = product(Cholesky.inverse(corner), rows);
    for (int i = 0; i < residuals.length; i++) {
      double[] target = targets[block.get(i)];
      for (int c = 0; c < target.length; c++) {
        residuals[i][c] = target[c] - residuals[i][c];
      }
    }
    return residuals;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b.length == 0 ? 0 : b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        for (int c = 0; c < product[i].length; c++) {
          product[i][c] += factor * b[k][c];
        }
      }
    }
    return product;
  }
}
