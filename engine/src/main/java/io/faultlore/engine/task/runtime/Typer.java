package io.faultlore.engine.task.runtime;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names the type of a failure from the first suspect's row, learned from the root-cause rows of
 * labelled cases. It says nothing when it is less sure than it was of labelled cases that it named
 * rightly without having seen them: the failure may be of a type that has no label yet.
 */
final class Typer {
  private static final ExtraTrees.Options OPTIONS = ExtraTrees.Options.defaults().withLeafMin(1);

  private final @Nullable ExtraTrees model;
  private final List<String> types;
  private final List<Example> examples;
  private final double cut;

  private Typer(
      @Nullable ExtraTrees model, List<String> types, List<Example> examples, double cut) {
    this.model = model;
    this.types = types;
    this.examples = examples;
    this.cut = cut;
  }

  /** The root-cause rows of a labelled case, and what they are like together. */
  private record Example(String type, List<EvidenceRow> rows, Signature signature) {}

  static Typer learn(List<Case> labelled, long seed) {
    List<Example> examples = new ArrayList<>();
    for (Case one : labelled) {
      CaseLabel label = one.label().orElse(null);
      if (label == null || label.type().isEmpty()) {
        continue;
      }
      List<EvidenceRow> rows = rowsOf(one.rows(), label.culprit());
      if (!rows.isEmpty()) {
        examples.add(new Example(label.type(), rows, Signature.of(rows)));
      }
    }
    // By type, so that the cases of a type fall into different groups.
    examples.sort(Comparator.comparing(Example::type));
    double cut = OpenSet.cut(examples, 1, seen -> fit(seen, 0, seed), Typer::answer);
    return fit(examples, cut, seed);
  }

  private static List<EvidenceRow> rowsOf(List<EvidenceRow> rows, String service) {
    return rows.stream().filter(row -> Ranker.isAbout(row, service)).toList();
  }

  private static Typer fit(List<Example> examples, double cut, long seed) {
    List<String> types = List.copyOf(new TreeSet<>(examples.stream().map(Example::type).toList()));
    List<float[]> x = new ArrayList<>();
    List<Integer> y = new ArrayList<>();
    for (Example example : examples) {
      for (EvidenceRow row : example.rows) {
        x.add(row.features());
        y.add(types.indexOf(example.type));
      }
    }
    if (x.isEmpty()) {
      return new Typer(null, types, examples, cut);
    }
    int[] target = y.stream().mapToInt(Integer::intValue).toArray();
    float[][] rows = x.toArray(new float[0][]);
    ExtraTrees model = ExtraTrees.fit(rows, target, types.size(), OPTIONS, seed);
    return new Typer(model, types, examples, cut);
  }

  /** What is said of a case by who has not seen it. */
  private Optional<OpenSet.Answer> answer(Example example) {
    Ranked first = candidates(example.rows).getFirst();
    return Optional.of(
        new OpenSet.Answer(sureness(first, example.rows), first.name().equals(example.type)));
  }

  /** Types, best first; empty when nothing is known, or nothing like it. */
  List<Ranked> type(List<EvidenceRow> rows, String suspect) {
    List<EvidenceRow> own = rowsOf(rows, suspect);
    List<Ranked> ranked = candidates(own);
    boolean known = !ranked.isEmpty() && sureness(ranked.getFirst(), own) >= cut;
    return known ? ranked : List.of();
  }

  private List<Ranked> candidates(List<EvidenceRow> rows) {
    if (model == null || rows.isEmpty()) {
      return List.of();
    }
    double[] sum = new double[types.size()];
    for (EvidenceRow row : rows) {
      double[] p = model.probability(row.features());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += p[i] / rows.size();
      }
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < sum.length; i++) {
      ranked.add(new Ranked(types.get(i), sum[i]));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return ranked;
  }

  /**
   * The type's probability times the similarity of its most similar case: among the known types one
   * always fits best, also what is like none of them.
   */
  private double sureness(Ranked type, List<EvidenceRow> rows) {
    Signature signature = Signature.of(rows);
    double nearest =
        examples.stream()
            .filter(example -> example.type.equals(type.name()))
            .mapToDouble(example -> example.signature.similarity(signature))
            .max()
            .orElse(0);
    return type.score() * Math.max(0, nearest);
  }
}
