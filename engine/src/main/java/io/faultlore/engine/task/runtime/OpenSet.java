package io.faultlore.engine.task.runtime;

import java.util.Comparator;
import java.util.List;

/** Decides from withheld cases how sure an answer has to be, when some questions have none. */
final class OpenSet {
  private OpenSet() {}

  /** What was said of a withheld case. */
  record Answer(double sureness, boolean right) {}

  /**
   * The sureness from which on right answers outnumber wrong ones by the most: half way between the
   * least sure answer worth giving and the surest that was not, or 0. Infinite when no answer was
   * worth giving: each type known from one case only, or nothing withheld at all.
   */
  static double cut(List<Answer> answers) {
    List<Answer> surest =
        answers.stream()
            .sorted(
                Comparator.comparingDouble(Answer::sureness)
                    .reversed()
                    .thenComparing(Answer::right))
            .toList();
    double cut = Double.POSITIVE_INFINITY;
    int gain = 0;
    int best = 0;
    for (int i = 0; i < surest.size(); i++) {
      gain += surest.get(i).right ? 1 : -1;
      double next = i + 1 < surest.size() ? surest.get(i + 1).sureness : 0;
      if (gain > best && next < surest.get(i).sureness) {
        best = gain;
        cut = (surest.get(i).sureness + next) / 2;
      }
    }
    return cut;
  }
}
