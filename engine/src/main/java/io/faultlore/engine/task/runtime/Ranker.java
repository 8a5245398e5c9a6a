package io.faultlore.engine.task.runtime;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      if (one.rows().stream().noneMatch(row -> isAbout(row, culprit))) {
        continue;
      }
      used++;
      // In an order that does not hang on names: chance would choose others.
      one.rows().stream()
          .sorted((a, b) -> Arrays.compare(a.features(), b.features()))
          .forEach(
              row -> {
                x.add(row.features());
                y.add(isAbout(row, culprit) ? 1 : 0);
              });
    }
    if (used == 0) {
      return new Ranker(null, 0, seed);
    }
    int[] target = y.stream().mapToInt(Integer::intValue).toArray();
    ExtraTrees model = ExtraTrees.fit(x.toArray(new float[0][]), target, 2, OPTIONS, seed);
    return new Ranker(model, used, seed);
  }

  /** A culprit is a service, or one of its instances where the evidence told which. */
  static boolean isAbout(EvidenceRow row, String culprit) {
    return row.subject().equals(culprit) || (!row.actor().isEmpty() && row.actor().equals(culprit));
  }

  /** All services of the case, best first. */
  List<Ranked> rank(List<EvidenceRow> rows) {
    Map<String, Score> unlearned = new LinkedHashMap<>();
    Map<String, Score> learned = new LinkedHashMap<>();
    for (EvidenceRow row : rows) {
      double probability = model == null ? 0 : model.probability(row.features())[1];
      unlearned.computeIfAbsent(row.subject(), k -> new Score()).add(row, Suspicion.of(row));
      learned.computeIfAbsent(row.subject(), k -> new Score()).add(row, probability);
    }
    double learnedShare = cases / (cases + CASES_FOR_HALF);
    double max = unlearned.values().stream().mapToDouble(Score::value).max().orElse(0);
    return unlearned.entrySet().stream()
        .map(
            entry -> {
              double suspicion = max > 0 ? entry.getValue().value() / max : 0;
              double probability = Objects.requireNonNull(learned.get(entry.getKey())).value();
              return new Ranked(
                  entry.getKey(),
                  entry.getValue().place,
                  learnedShare * probability + (1 - learnedShare) * suspicion);
            })
        .sorted(
            Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(ranked -> lot(ranked.name())))
        .toList();
  }

  /**
   * Of one service: half for the stretch as a whole, half for the mean of its minutes. A root cause
   * shows throughout; the maximum of the minutes would prefer whoever stood out once by chance.
   */
  private static final class Score {
    private double whole;
    private String place = "";
    private double minutes;
    private int count;

    void add(EvidenceRow row, double value) {
      if (row.text().equals(CaseRows.WHOLE)) {
        whole = value;
        place = row.actor();
      } else {
        minutes += value;
        count++;
      }
    }

    double value() {
      return Math.max(0, count == 0 ? whole : (whole + minutes / count) / 2);
    }
  }

  /** Services without a difference come in an order that has nothing to do with their names. */
  private Integer lot(String name) {
    long mixed = (name.hashCode() + seed) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33);
  }
}
