package io.faultlore.engine.task.agent.learned;

import java.util.Arrays;
import java.util.Comparator;

/** Where failing begins, from scores of steps that the model had not seen. */
final class Threshold {
  private Threshold() {}

  /** The score from which on F1 would have been best; ties go to fewer alarms. */
  static double choose(double[] scores, boolean[] failing) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i));
    int positives = 0;
    for (boolean one : failing) {
      positives += one ? 1 : 0;
    }
    int hits = 0;
    double best = -1;
    double threshold = scores[order[0]];
    for (int n = 1; n <= order.length; n++) {
      hits += failing[order[n - 1]] ? 1 : 0;
      double f1 = 2.0 * hits / (n + positives);
      if (f1 > best) {
        best = f1;
        threshold = scores[order[n - 1]];
      }
    }
    return threshold;
  }
}
