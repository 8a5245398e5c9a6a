package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  @Test
  void learnsWhichColumnTells() {
    List<SparseRow> rows = new ArrayList<>();
    boolean[] positive = new boolean[200];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < positive.length; i++) {
      positive[i] = i % 4 == 0;
      rows.add(row((float) random.nextDouble(), positive[i] ? 1 : -1));
    }
    LogisticRegression model = LogisticRegression.fit(rows, positive, 2, 1);
    assertTrue(model.score(row(.5f, 1)) > 1);
    assertTrue(model.score(row(.5f, -1)) < -1);
    double byNoise = Math.abs(model.score(row(1, 0)) - model.score(row(0, 0)));
    assertTrue(byNoise < .2, "the noise column moved it by " + byNoise);
  }

  @Test
  void classesAreBalanced() {
    // One positive among nine negatives and no column at all: even odds.
    boolean[] positive = new boolean[10];
    positive[3] = true;
    List<SparseRow> rows = new ArrayList<>();
    for (int i = 0; i < positive.length; i++) {
      rows.add(SparseRow.EMPTY);
    }
    assertEquals(0, LogisticRegression.fit(rows, positive, 1, 1).score(SparseRow.EMPTY), 1e-4);
  }

  @Test
  void meetsTheOptimumThatTheLossHas() {
    // Rows +1 and -1 with C = 1: w solves w = 2 / (1 + exp(w)), so w = 0.6851 (Newton by hand
    // gives 0.685).
    LogisticRegression model =
        LogisticRegression.fit(
            List.of(new SparseRow(new int[] {0}, new float[] {1}), minusOne()),
            new boolean[] {true, false},
            1,
            1);
    double w = model.score(new SparseRow(new int[] {0}, new float[] {1}));
    assertEquals(2 / (1 + Math.exp(w)), w, 1e-4);
  }

  @Test
  void aStrongerPenaltyKeepsScoresSmaller() {
    List<SparseRow> rows = List.of(row(0, 1), row(0, -1));
    boolean[] positive = {true, false};
    double loose = LogisticRegression.fit(rows, positive, 2, 10).score(row(0, 1));
    double tight = LogisticRegression.fit(rows, positive, 2, .1).score(row(0, 1));
    assertTrue(loose > 2 * tight && tight > 0, loose + " and " + tight);
  }

  private static SparseRow minusOne() {
    return new SparseRow(new int[] {0}, new float[] {-1});
  }

  private static SparseRow row(float first, float second) {
    return new SparseRow(new int[] {0, 1}, new float[] {first, second});
  }
}
