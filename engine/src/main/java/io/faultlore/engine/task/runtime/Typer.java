package io.faultlore.engine.task.runtime;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.task.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names the type of a failure from the first suspect's row, learned from the root-cause rows of
 * labelled cases (services-recipe.md, "Heads"). Without labelled cases it says nothing.
 */
final class Typer {
  private static final ExtraTrees.Options OPTIONS = ExtraTrees.Options.defaults().withLeafMin(1);

  private final @Nullable ExtraTrees model;
  private final List<String> types;

  private Typer(@Nullable ExtraTrees model, List<String> types) {
    this.model = model;
    this.types = types;
  }

  static Typer learn(List<Case> labelled, long seed) {
    List<float[]> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    for (Case one : labelled) {
      CaseLabel label = one.label().orElse(null);
      if (label == null || label.type().isEmpty()) {
        continue;
      }
      for (EvidenceRow row : one.rows()) {
        if (row.subject().equals(label.culprit())) {
          x.add(row.features());
          y.add(label.type());
        }
      }
    }
    if (x.isEmpty()) {
      return new Typer(null, List.of());
    }
    List<String> types = List.copyOf(new TreeSet<>(y));
    int[] target = y.stream().mapToInt(types::indexOf).toArray();
    float[][] rows = x.toArray(new float[0][]);
    return new Typer(ExtraTrees.fit(rows, target, types.size(), OPTIONS, seed), types);
  }

  /** Types, best first; empty when nothing is known. */
  List<Ranked> type(List<EvidenceRow> rows, String suspect) {
    if (model == null) {
      return List.of();
    }
    double[] sum = new double[types.size()];
    for (EvidenceRow row : rows) {
      if (row.subject().equals(suspect)) {
        double[] p = model.probability(row.features());
        for (int i = 0; i < sum.length; i++) {
          sum[i] += p[i];
        }
      }
    }
    double total = 0;
    for (double value : sum) {
      total += value;
    }
    if (total == 0) {
      return List.of();
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < sum.length; i++) {
      ranked.add(new Ranked(types.get(i), sum[i] / total));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return ranked;
  }
}
