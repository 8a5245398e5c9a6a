package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelRidgeTest {
  private static final double LAMBDA = .3;
  private final double[][] kernel = kernel(12);
  private final double[][] targets = targets(12);

  @Test
  void aSingleExampleGivesTheTextbookAnswer() {
    KernelRidge ridge = KernelRidge.fit(new double[][] {{1}}, new double[][] {{3, -2}}, .5);
    assertArrayEquals(new double[] {3 / 1.5, -2 / 1.5}, ridge.predict(new double[] {1}), 1e-12);
  }

  @Test
  void coefficientsSolveTheRegularisedSystem() {
    // Predictions on the training rows are K a with (K + lambda I) a = y, so y - K a = lambda a.
    KernelRidge ridge = KernelRidge.fit(kernel, targets, LAMBDA);
    double[][] unit = new double[12][12];
    for (int i = 0; i < 12; i++) {
      unit[i][i] = 1;
      double[] fitted = ridge.predict(kernel[i]);
      double[] coefficient = ridge.predict(unit[i]);
      for (int c = 0; c < fitted.length; c++) {
        assertEquals(targets[i][c] - fitted[c], LAMBDA * coefficient[c], 1e-9);
      }
    }
  }

  @Test
  void leavingABlockOutEqualsTrainingWithoutIt() {
    KernelRidge whole = KernelRidge.fit(kernel, targets, LAMBDA);
    for (List<Integer> block : List.of(List.of(4), List.of(0, 7, 11), List.of(1, 2, 3, 5, 8))) {
      int[] kept = IntStream.range(0, 12).filter(i -> !block.contains(i)).toArray();
      KernelRidge without =
          KernelRidge.fit(
              Arrays.stream(kept).mapToObj(i -> at(kernel[i], kept)).toArray(double[][]::new),
              Arrays.stream(kept).mapToObj(i -> targets[i]).toArray(double[][]::new),
              LAMBDA);
      double[][] left = whole.leaveOut(block);
      for (int b = 0; b < block.size(); b++) {
        double[] refit = without.predict(at(kernel[block.get(b)], kept));
        assertArrayEquals(refit, left[b], 1e-9);
      }
    }
  }

  @Test
  void aKernelThatIsNoneIsRefused() {
    double[][] indefinite = {{0, 1}, {1, 0}};
    assertThrows(
        IllegalArgumentException.class, () -> KernelRidge.fit(indefinite, new double[2][1], 0));
  }

  private static double[] at(double[] row, int[] columns) {
    return IntStream.of(columns).mapToDouble(j -> row[j]).toArray();
  }

  /** Gaussian kernel of random points. */
  private static double[][] kernel(int n) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] points = new double[n][3];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextDouble());
    }
    double[][] kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double squares = 0;
        for (int d = 0; d < 3; d++) {
          squares += Math.pow(points[i][d] - points[j][d], 2);
        }
        kernel[i][j] = Math.exp(-squares);
      }
    }
    return kernel;
  }

  private static double[][] targets(int n) {
    SplittableRandom random = new SplittableRandom(2);
    double[][] targets = new double[n][2];
    for (double[] target : targets) {
      Arrays.setAll(target, j -> random.nextDouble());
    }
    return targets;
  }
}
