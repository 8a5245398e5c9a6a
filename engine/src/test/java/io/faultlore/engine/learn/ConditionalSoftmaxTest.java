package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.learn.ConditionalSoftmax.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionalSoftmaxTest {
  @Test
  void findsTheChosenRowOfAnUnseenGroup() {
    List<Group> groups = groups(40, 1);
    ConditionalSoftmax model = ConditionalSoftmax.fit(groups, 3, .01);
    int right = 0;
    for (Group unseen : groups(40, 2)) {
      double[] p = model.probabilities(unseen.rows());
      right += p[unseen.chosen()] == Arrays.stream(p).max().orElseThrow() ? 1 : 0;
    }
    assertTrue(right >= 30, "right: " + right + " of 40");
  }

  @Test
  void probabilitiesOfAGroupSumToOneEvenWhenScoresAreHuge() {
    ConditionalSoftmax model = ConditionalSoftmax.fit(groups(20, 3), 3, .001);
    double[] p = model.probabilities(new float[][] {{1e6f, 0, 0}, {-1e6f, 0, 0}, {0, 1, 0}});
    assertEquals(1, Arrays.stream(p).sum(), 1e-9);
  }

  @Test
  void whatAllRowsShareDecidesNothing() {
    ConditionalSoftmax model = ConditionalSoftmax.fit(groups(20, 4), 3, .01);
    double[] plain = model.probabilities(new float[][] {{1, 0, 0}, {0, 1, 0}});
    double[] shifted = model.probabilities(new float[][] {{1, 0, 5}, {0, 1, 5}});
    assertArrayEquals(plain, shifted, 1e-9);
  }

  @Test
  void withoutAnyDifferenceAllRowsAreEquallyLikely() {
    Group same = new Group(new float[][] {{1, 1}, {1, 1}, {1, 1}, {1, 1}}, 2);
    ConditionalSoftmax model = ConditionalSoftmax.fit(List.of(same), 2, .01);
    assertArrayEquals(new double[] {.25, .25, .25, .25}, model.probabilities(same.rows()), 1e-9);
  }

  @Test
  void meetsTheOptimumThatTheLossHas() {
    // One column, rows 1 and 0, the first chosen: log(1 + exp(-w)) + .1 w^2 is least where
    // 1 / (1 + exp(w)) = .2 w.
    Group group = new Group(new float[][] {{1}, {0}}, 0);
    double[] p = ConditionalSoftmax.fit(List.of(group), 1, .1).probabilities(group.rows());
    double w = Math.log(p[0] / p[1]);
    assertEquals(1 / (1 + Math.exp(w)), .2 * w, 1e-4);
  }

  @Test
  void aStrongPenaltyLeavesGroupsUndecided() {
    double[] p =
        ConditionalSoftmax.fit(groups(20, 5), 3, 1e6)
            .probabilities(new float[][] {{1, 0, 0}, {0, 1, 0}});
    assertArrayEquals(new double[] {.5, .5}, p, 1e-3);
  }

  /** Groups of five rows; the chosen one has the greatest first column. */
  private static List<Group> groups(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      float[][] rows = new float[5][3];
      int chosen = 0;
      for (int i = 0; i < rows.length; i++) {
        rows[i][0] = (float) random.nextDouble();
        rows[i][1] = (float) random.nextDouble();
        rows[i][2] = (float) random.nextDouble();
        chosen = rows[i][0] > rows[chosen][0] ? i : chosen;
      }
      groups.add(new Group(rows, chosen));
    }
    return groups;
  }
}
