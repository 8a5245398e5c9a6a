package io.faultlore.engine.task.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Decides from withheld cases how sure an answer has to be, when some questions have none. */
final class OpenSet {
  /** Each case is withheld once, in at most so many groups: bounds the time of learning. */
  static final int GROUPS_MAX = 10;

  private OpenSet() {}

  /** What was said of a withheld case. */
  record Answer(double sureness, boolean right) {}

  /**
   * The {@link #cut(List, int)} of what is answered about each case by who has not seen its group.
   *
   * @param ask says nothing where an answer would prove nothing
   */
  static <T, M> double cut(
      List<T> cases,
      int least,
      Function<List<T>, M> learn,
      BiFunction<M, T, Optional<Answer>> ask) {
    int groups = Math.min(GROUPS_MAX, cases.size());
    List<Answer> answers = new ArrayList<>();
    for (int group = 0; group < groups && groups > 1; group++) {
      List<T> seen = new ArrayList<>();
      List<T> withheld = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        (i % groups == group ? withheld : seen).add(cases.get(i));
      }
      M model = learn.apply(seen);
      withheld.forEach(one -> ask.apply(model, one).ifPresent(answers::add));
    }
    return cut(answers, least);
  }

  /**
   * The sureness from which on right answers outnumber wrong ones by the most: half way between the
   * least sure answer worth giving and the surest that was not, or 0. Infinite when no answer was
   * worth giving: each type known from one case only, or nothing withheld at all.
   *
   * @param least by so many right answers must outnumber wrong ones at least
   */
  static double cut(List<Answer> answers, int least) {
    List<Answer> surest =
        answers.stream()
            .sorted(
                Comparator.comparingDouble(Answer::sureness)
                    .reversed()
                    .thenComparing(Answer::right))
            .toList();
    double cut = Double.POSITIVE_INFINITY;
    int gain = 0;
    int best = least - 1;
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
