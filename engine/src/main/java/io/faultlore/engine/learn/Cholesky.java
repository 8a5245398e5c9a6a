package io.faultlore.engine.learn;

/** Inverse of a symmetric positive definite matrix by its Cholesky factor. */
final class Cholesky {
  private Cholesky() {}

  /**
   * @throws IllegalArgumentException when the matrix is not positive definite
   */
  static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = factor(matrix);
    double[][] inverse = new double[n][n];
    double[] column = new double[n];
    for (int c = 0; c < n; c++) {
      for (int i = 0; i < n; i++) {
        double sum = i == c ? 1 : 0;
        for (int k = c; k < i; k++) {
          sum -= lower[i][k] * column[k];
        }
        column[i] = i < c ? 0 : sum / lower[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        double sum = column[i];
        for (int k = i + 1; k < n; k++) {
          sum -= lower[k][i] * inverse[k][c];
        }
        inverse[i][c] = sum / lower[i][i];
      }
    }
    return inverse;
  }

  private static double[][] factor(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && sum <= 0) {
          throw new IllegalArgumentException("not positive definite at row " + i);
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }
}
