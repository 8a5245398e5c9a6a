package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.learn.ExtraTrees.Options;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ExtraTreesTest {
  private static final Options SMALL = Options.defaults().withTrees(60);

  @Test
  void learnsAnInteractionThatNoSingleFeatureShows() {
    float[][] x = noise(600, 8, 1);
    int[] y = new int[x.length];
    Arrays.setAll(y, i -> (x[i][0] > 0) ^ (x[i][1] > 0) ? 1 : 0);
    ExtraTrees model = ExtraTrees.fit(x, y, 2, new Options(200, 8, 2, true, true, 40), 7);
    float[][] unseen = noise(300, 8, 2);
    long right =
        Arrays.stream(unseen)
            .filter(r -> model.probability(r)[1] > .5 == ((r[0] > 0) ^ (r[1] > 0)))
            .count();
    assertTrue(right > 270, "right: " + right + " of 300");
  }

  @Test
  void findsARareClassWhenBalanced() {
    float[][] x = noise(2000, 20, 3);
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i += 50) {
      y[i] = 1;
      x[i][5] += 6;
    }
    ExtraTrees model = ExtraTrees.fit(x, y, 2, SMALL, 1);
    float[] normal = new float[20];
    float[] rare = new float[20];
    rare[5] = 6;
    assertTrue(model.probability(rare)[1] > .6);
    assertTrue(model.probability(normal)[1] < .2);
  }

  @Test
  void probabilitiesSumToOne() {
    float[][] x = noise(90, 4, 4);
    int[] y = new int[90];
    Arrays.setAll(y, i -> i % 3);
    double[] p = ExtraTrees.fit(x, y, 3, SMALL, 1).probability(x[0]);
    assertEquals(1, Arrays.stream(p).sum(), 1e-6);
  }

  @Test
  void sameSeedGivesTheSameModelOnAnyNumberOfThreads() throws Exception {
    float[][] x = noise(300, 10, 5);
    int[] y = new int[300];
    Arrays.setAll(y, i -> x[i][0] + x[i][1] > 0 ? 1 : 0);
    double[] here = ExtraTrees.fit(x, y, 2, SMALL, 42).probability(x[3]);
    try (ForkJoinPool four = new ForkJoinPool(4)) {
      double[] there =
          four.submit(() -> ExtraTrees.fit(x, y, 2, SMALL, 42).probability(x[3])).get();
      assertArrayEquals(here, there);
    }
    assertTrue(ExtraTrees.fit(x, y, 2, SMALL, 43).probability(x[3])[1] != here[1]);
  }

  @Test
  void aRowWithoutWeightTeachesNothing() {
    float[][] x = {{0}, {0}, {1}, {1}};
    int[] y = {0, 0, 1, 1};
    float[] weights = {1, 1, 0, 0};
    Options plain = new Options(60, 0, 1, false, true, 40);
    ExtraTrees model = ExtraTrees.fit(x, y, 2, weights, plain, 1);
    assertEquals(0, model.probability(new float[] {1})[1]);
  }

  @Test
  void constantFeaturesGiveTheClassShares() {
    float[][] x = new float[40][3];
    int[] y = new int[40];
    Arrays.fill(y, 0, 10, 1);
    Options plain = new Options(5, 0, 2, false, false, 40);
    assertEquals(.25, ExtraTrees.fit(x, y, 2, plain, 1).probability(new float[3])[1], 1e-6);
  }

  @Test
  void noLeafIsSmallerThanAsked() {
    float[][] x = noise(64, 3, 6);
    int[] y = new int[64];
    Arrays.setAll(y, i -> i % 2);
    Options plain = new Options(1, 0, 32, false, false, 40);
    assertTrue(ExtraTrees.fit(x, y, 2, plain, 1).nodes() <= 3);
  }

  @Test
  void depthIsBounded() {
    float[][] x = noise(500, 3, 7);
    int[] y = new int[500];
    Arrays.setAll(y, i -> i % 2);
    assertTrue(ExtraTrees.fit(x, y, 2, new Options(1, 0, 1, false, false, 3), 1).nodes() <= 15);
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    int[] y = {0, 1};
    float[][] notFinite = {{1}, {Float.NaN}};
    float[][] ragged = {{1}, {1, 2}};
    float[][] fine = {{1}, {2}};
    assertThrows(IllegalArgumentException.class, () -> ExtraTrees.fit(notFinite, y, 2, SMALL, 1));
    assertThrows(IllegalArgumentException.class, () -> ExtraTrees.fit(ragged, y, 2, SMALL, 1));
    assertThrows(IllegalArgumentException.class, () -> ExtraTrees.fit(fine, y, 1, SMALL, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ExtraTrees.fit(new float[0][], new int[0], 2, SMALL, 1));
    ExtraTrees model = ExtraTrees.fit(fine, y, 2, SMALL, 1);
    assertThrows(IllegalArgumentException.class, () -> model.probability(new float[2]));
  }

  @Test
  void neighbouringFloatsDoNotMakeAnEmptyChild() {
    float[][] x = {{1f}, {Math.nextUp(1f)}, {1f}, {Math.nextUp(1f)}};
    int[] y = {0, 1, 0, 1};
    Options plain = new Options(20, 0, 1, false, false, 40);
    assertEquals(1, ExtraTrees.fit(x, y, 2, plain, 1).probability(x[1])[1], 1e-6);
  }

  @Test
  void twoHundredTreesOnThousandsOfRowsTakeSeconds() {
    float[][] x = noise(3200, 165, 8);
    int[] y = new int[3200];
    Arrays.setAll(y, i -> i % 40 == 0 || x[i][0] > 2.5 ? 1 : 0);
    long start = System.nanoTime();
    ExtraTrees.fit(x, y, 2, Options.defaults(), 1);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("200 trees on 3,200 x 165: %.2f s%n", seconds);
    assertTrue(seconds < 30, "took " + seconds + " s");
  }

  private static float[][] noise(int rows, int features, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[rows][features];
    for (float[] row : x) {
      for (int f = 0; f < features; f++) {
        row[f] = (float) random.nextGaussian();
      }
    }
    return x;
  }
}
