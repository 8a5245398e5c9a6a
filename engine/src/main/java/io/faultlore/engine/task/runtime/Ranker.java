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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the services of a case by how likely each is the root cause. Learned from the rows of
 * labelled cases (extremely randomised trees, target: is the root), beside the unlearned {@link
 * Suspicion}; the learned part grows with the number of cases. It counts only as far as labelled
 * cases prove it, each ranked by who has not seen it: where it is less sure than it was of cases
 * that it ranked better than the unlearned part does, that one decides alone.
 */
final class Ranker {
  /** With this many labelled cases, learned and unlearned count alike (measured, RATIONALE.md). */
  private static final double CASES_FOR_HALF = 2.5;

  /** By so many cases must learning have been better than worse: a single one may be chance. */
  private static final int BETTER_LEAST = 2;

  private static final ExtraTrees.Options OPTIONS = ExtraTrees.Options.defaults();

  /** The forests that withhold a group cost together what the one that withholds none costs. */
  private static final ExtraTrees.Options OPTIONS_WITHHELD =
      OPTIONS.withTrees(OPTIONS.trees() / OpenSet.GROUPS_MAX);

  private final @Nullable ExtraTrees model;
  private final int cases;
  private final double cut;
  private final long seed;

  /**
   * @param cases that the model has seen
   * @param cut how sure the model must be that its first suspect is the root
   */
  private Ranker(@Nullable ExtraTrees model, int cases, double cut, long seed) {
    this.model = model;
    this.cases = cases;
    this.cut = cut;
    this.seed = seed;
  }

  /** A ranker that has seen the given labelled cases. */
  static Ranker learn(List<Case> labelled, long seed) {
    List<Case> told =
        labelled.stream()
            .filter(one -> one.rows().stream().anyMatch(row -> isAbout(row, culprit(one))))
            .toList();
    double cut =
        OpenSet.cut(
            told, BETTER_LEAST, seen -> fit(seen, OPTIONS_WITHHELD, 0, seed), Ranker::answer);
    return cut == Double.POSITIVE_INFINITY
        ? new Ranker(null, 0, cut, seed)
        : fit(told, OPTIONS, cut, seed);
  }

  private static Ranker fit(List<Case> cases, ExtraTrees.Options options, double cut, long seed) {
    List<float[]> x = new ArrayList<>();
    List<Integer> y = new ArrayList<>();
    for (Case one : cases) {
      String culprit = culprit(one);
      // In an order that does not hang on names: chance would choose others.
      one.rows().stream()
          .sorted((a, b) -> Arrays.compare(a.features(), b.features()))
          .forEach(
              row -> {
                x.add(row.features());
                y.add(isAbout(row, culprit) ? 1 : 0);
              });
    }
    int[] target = y.stream().mapToInt(Integer::intValue).toArray();
    ExtraTrees model = ExtraTrees.fit(x.toArray(new float[0][]), target, 2, options, seed);
    return new Ranker(model, cases.size(), cut, seed);
  }

  private static String culprit(Case one) {
    return one.label().map(CaseLabel::culprit).orElse("");
  }

  /** Whether a case that was not seen is ranked better by what was learned, or worse. */
  private Optional<OpenSet.Answer> answer(Case withheld) {
    Set<String> culprits =
        withheld.rows().stream()
            .filter(row -> isAbout(row, culprit(withheld)))
            .map(EvidenceRow::subject)
            .collect(Collectors.toSet());
    Orders orders = orders(withheld.rows());
    double gain = place(orders.presumed, culprits) - place(orders.blended, culprits);
    return gain == 0
        ? Optional.empty()
        : Optional.of(new OpenSet.Answer(orders.sureness, gain > 0));
  }

  /** How many services come before the best of these, half of those that nothing tells from it. */
  private static double place(List<Ranked> order, Set<String> culprits) {
    double score =
        order.stream()
            .filter(one -> culprits.contains(one.name()))
            .mapToDouble(Ranked::score)
            .max()
            .orElseThrow();
    return order.stream()
        .mapToDouble(one -> one.score() > score ? 1 : one.score() == score ? .5 : 0)
        .sum();
  }

  /** A culprit is a service, or one of its instances where the evidence told which. */
  static boolean isAbout(EvidenceRow row, String culprit) {
    return row.subject().equals(culprit) || (!row.actor().isEmpty() && row.actor().equals(culprit));
  }

  /** All services of the case, best first. */
  List<Ranked> rank(List<EvidenceRow> rows) {
    Orders orders = orders(rows);
    return orders.sureness >= cut ? orders.blended : orders.presumed;
  }

  /**
   * All services of a case, best first.
   *
   * @param presumed without having learned anything
   * @param blended together with what was learned
   * @param sureness the learned probability that the first of the blended ones is the root
   */
  private record Orders(List<Ranked> presumed, List<Ranked> blended, double sureness) {}

  private Orders orders(List<EvidenceRow> rows) {
    Map<String, Score> unlearned = new LinkedHashMap<>();
    Map<String, Score> learned = new LinkedHashMap<>();
    for (EvidenceRow row : rows) {
      double probability = model == null ? 0 : model.probability(row.features())[1];
      unlearned.computeIfAbsent(row.subject(), k -> new Score()).add(row, Suspicion.of(row));
      learned.computeIfAbsent(row.subject(), k -> new Score()).add(row, probability);
    }
    double share = cases / (cases + CASES_FOR_HALF);
    double max = unlearned.values().stream().mapToDouble(Score::value).max().orElse(0);
    List<Ranked> presumed = new ArrayList<>();
    List<Ranked> blended = new ArrayList<>();
    unlearned.forEach(
        (name, score) -> {
          double suspicion = max > 0 ? score.value() / max : 0;
          double probability = Objects.requireNonNull(learned.get(name)).value();
          presumed.add(new Ranked(name, score.place, suspicion));
          blended.add(new Ranked(name, score.place, share * probability + (1 - share) * suspicion));
        });
    Comparator<Ranked> bestFirst =
        Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(ranked -> lot(ranked.name()));
    presumed.sort(bestFirst);
    blended.sort(bestFirst);
    Score first = blended.isEmpty() ? null : learned.get(blended.getFirst().name());
    return new Orders(presumed, blended, first == null ? 0 : first.value());
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
