package io.faultlore.engine.task.runtime;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Memory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rankers and typers, each learned once per set of visible labelled cases. */
final class Learned {
  /** Folds are asked about one after the other, and the live line asks about all: few are live. */
  private static final int KEPT = 4;

  private final Memory memory;
  private final int casesMax;
  private final long seed;
  private final Map<List<String>, Heads> known = new LinkedHashMap<>();

  Learned(Memory memory, int casesMax, long seed) {
    this.memory = memory;
    this.casesMax = casesMax;
    this.seed = seed;
  }

  /** What was learned from one set of cases. */
  record Heads(Ranker ranker, Typer typer) {}

  Heads from(Predicate<Case> visible) {
    List<Case> cases =
        memory.cases(CaseQuery.of(Case.Kind.RUNTIME).labelled()).stream()
            .filter(c -> c.schema().equals(Sign.SCHEMA))
            .filter(c -> c.label().filter(l -> l.failure()).isPresent())
            .filter(visible)
            .toList();
    List<Case> latest = cases.subList(Math.max(0, cases.size() - casesMax), cases.size());
    List<String> key = latest.stream().map(c -> c.id() + c.label()).toList();
    Heads heads = known.get(key);
    if (heads == null) {
      heads = new Heads(Ranker.learn(latest, seed), Typer.learn(latest, seed));
      if (known.size() >= KEPT) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(key, heads);
    }
    return heads;
  }
}
