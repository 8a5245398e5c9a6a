package io.faultlore.engine.task.runtime;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.task.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the services of a case by how likely each is the root cause. Learned from the rows of
 * labelled cases (extremely randomised trees, target: is the root); with few of them the unlearned
 * {@link Suspicion} decides, and the learned part grows with the number of cases.
 */
final class Ranker {
  /** With this many labelled cases, learned and unlearned count alike (measured, RATIONALE.md). */
  private static final double CASES_FOR_HALF = 5;

  private static final ExtraTrees.Options OPTIONS = ExtraTrees.Options.defaults();

  private final @Nullable ExtraTrees model;
  private final int cases;
  private final long seed;

  private Ranker(@Nullable ExtraTrees model, int cases, long seed) {
    this.model = model;
    this.cases = cases;
    this.seed = seed;
  }

  /** A ranker that has seen the given labelled cases. */
  static Ranker learn(List<Case> labelled, long seed) {
    List<float[]> x = new ArrayList<>();
    List<Integer> y = new ArrayList<>();
    int used = 0;
    for (Case one : labelled) {
      String culprit = one.label().map(CaseLabel::culprit).orElse("");
      if (one.rows().stream().noneMatch(row -> row.subject().equals(culprit))) {
        continue;
      }
      used++;
      for (EvidenceRow row : one.rows()) {
        x.add(row.features());
        y.add(row.subject().equals(culprit) ? 1 : 0);
      }
    }
    if (used == 0) {
      return new Ranker(null, 0, seed);
    }
    int[] target = y.stream().mapToInt(Integer::intValue).toArray();
    ExtraTrees model = ExtraTrees.fit(x.toArray(new float[0][]), target, 2, OPTIONS, seed);
    return new Ranker(model, used, seed);
  }

  /** All services of the case, best first. */
  List<Ranked> rank(List<EvidenceRow> rows) {
    Map<String, Double> best = new LinkedHashMap<>();
    double learnedShare = cases / (cases + CASES_FOR_HALF);
    double suspicionMax = rows.stream().mapToDouble(Suspicion::of).max().orElse(0);
    for (EvidenceRow row : rows) {
      double unlearned = suspicionMax > 0 ? Math.max(0, Suspicion.of(row)) / suspicionMax : 0;
      double learned = model == null ? 0 : model.probability(row.features())[1];
      double score = learnedShare * learned + (1 - learnedShare) * unlearned;
      best.merge(row.subject(), score, Math::max);
    }
    return best.entrySet().stream()
        .map(entry -> new Ranked(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(ranked -> lot(ranked.name())))
        .toList();
  }

  /** Services without a difference come in an order that has nothing to do with their names. */
  private Integer lot(String name) {
    long mixed = (name.hashCode() + seed) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33);
  }
}
