package io.faultlore.world.agent;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Things with a score. */
record Ranking<T>(List<Ranking.Scored<T>> scored) {
  record Scored<T>(T of, double score) {}

  Ranking {
    scored = scored.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
  }

  /** Chance that a positive scores above another one (Mann and Whitney), ties count half. */
  double auroc(Predicate<T> counts, Predicate<T> isPositive) {
    List<Scored<T>> ordered = scored.stream().filter(one -> counts.test(one.of())).toList();
    double ranks = 0;
    double positives = 0;
    for (int i = 0; i < ordered.size(); ) {
      int end = i;
      while (end < ordered.size() && ordered.get(end).score() == ordered.get(i).score()) {
        end++;
      }
      for (Scored<T> tied : ordered.subList(i, end)) {
        if (isPositive.test(tied.of())) {
          ranks += (i + end + 1) / 2.0;
          positives++;
        }
      }
      i = end;
    }
    double negatives = ordered.size() - positives;
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
