package io.faultlore.engine.task.agent.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeFitTest {
  @Test
  void frequencyIsDroppedWhereItHidesRareTypes() {
    // Eight steps of the common type, and four rare types whose two steps are faintly alike.
    int[] types = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4};
    TypeFit fit = TypeFit.choose(alike(types, .25), truth(types), singly(types.length));
    double[] likeOneOfTypeThree = new double[types.length];
    likeOneOfTypeThree[12] = .25;
    assertEquals(3, first(fit.scores(likeOneOfTypeThree)));
    double[] likeOneCommon = new double[types.length];
    likeOneCommon[0] = .25;
    assertEquals(0, first(fit.scores(likeOneCommon)));
  }

  @Test
  void frequencyDecidesWhereNothingElseTells() {
    int[] types = {0, 0, 0, 0, 0, 0, 1, 2};
    TypeFit fit = TypeFit.choose(alike(types, 0), truth(types), singly(types.length));
    assertEquals(0, first(fit.scores(new double[types.length])));
  }

  @Test
  void aTypeCountsFromOneOn() {
    int[] types = {0, 0, 0, 1, 1, 1};
    TypeFit fit = TypeFit.choose(alike(types, .8), truth(types), singly(types.length));
    double[] scores = fit.scores(likeThose(types, 1, .8));
    assertTrue(scores[1] >= 1, "the right one: " + scores[1]);
    assertTrue(scores[0] < 1, "the wrong one: " + scores[0]);
  }

  @Test
  void stepsOfOneRunDoNotVouchForEachOther() {
    // Each run holds two equal steps, and all runs resemble each other alike: nothing can be told.
    int[] types = {0, 0, 1, 1, 0, 0, 0, 0};
    double[][] gram = new double[8][8];
    for (int i = 0; i < 8; i++) {
      Arrays.fill(gram[i], .1);
      gram[i][i] = 1;
      gram[i][i ^ 1] = .9;
    }
    List<List<Integer>> runs = List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5), List.of(6, 7));
    double[] together = TypeFit.choose(gram, truth(types), runs).scores(new double[8]);
    double[] apart = TypeFit.choose(gram, truth(types), singly(8)).scores(new double[8]);
    assertTrue(together[0] > apart[0], "frequency has to do, so it alone is enough to count");
  }

  private static double[][] alike(int[] types, double same) {
    double[][] gram = new double[types.length][types.length];
    for (int i = 0; i < types.length; i++) {
      for (int j = 0; j < types.length; j++) {
        gram[i][j] = i == j ? 1 : types[i] == types[j] ? same : 0;
      }
    }
    return gram;
  }

  private static boolean[][] truth(int[] types) {
    int most = 0;
    for (int type : types) {
      most = Math.max(most, type);
    }
    boolean[][] truth = new boolean[types.length][most + 1];
    for (int i = 0; i < types.length; i++) {
      truth[i][types[i]] = true;
    }
    return truth;
  }

  private static List<List<Integer>> singly(int steps) {
    List<List<Integer>> runs = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      runs.add(List.of(i));
    }
    return runs;
  }

  private static double[] likeThose(int[] types, int type, double same) {
    double[] similarities = new double[types.length];
    for (int i = 0; i < types.length; i++) {
      similarities[i] = types[i] == type ? same : 0;
    }
    return similarities;
  }

  private static int first(double[] scores) {
    int first = 0;
    for (int c = 1; c < scores.length; c++) {
      first = scores[c] > scores[first] ? c : first;
    }
    return first;
  }
}
