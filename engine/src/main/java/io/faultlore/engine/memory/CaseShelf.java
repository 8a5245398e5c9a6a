package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known in the heap about each case: enough to order, filter and compare it. */
final class CaseShelf {
  private static final Comparator<Entry> BY_START_THEN_ID =
      Comparator.comparingLong(Entry::startUnixNano).thenComparing(Entry::id);

  private final int casesMax;
  private final NavigableMap<String, Entry> byId = new TreeMap<>();
  private final TreeSet<Entry> inOrder = new TreeSet<>(BY_START_THEN_ID);
  private final TreeSet<Entry> unlabelled = new TreeSet<>(BY_START_THEN_ID);
  private final Map<String, Integer> searchable = new HashMap<>();
  private final Map<String, Integer> dimensions = new HashMap<>();

  CaseShelf(int casesMax) {
    this.casesMax = casesMax;
  }

  /**
   * A case without its rows and texts.
   *
   * @param news whether people want to hear of it; every run of agents is remembered, and those
   *     that looked well and were never labelled are none
   */
  record Entry(
      String id,
      Case.Kind kind,
      long startUnixNano,
      long endUnixNano,
      boolean labelled,
      boolean news,
      Optional<Embedding> vector) {
    static Entry of(Case source) {
      return new Entry(
          source.id(),
          source.kind(),
          source.startUnixNano(),
          source.endUnixNano(),
          source.label().isPresent(),
          isNews(source),
          source.embedding().filter(Vectors::isSearchable));
    }

    private static boolean isNews(Case source) {
      return switch (source.kind()) {
        case RUNTIME -> true;
        case AGENT_RUN ->
            source.concluded().severity() != Severity.INFO || source.label().isPresent();
        case AGENT_STEP -> false;
      };
    }
  }

  /**
   * Refuses a vector that the index could not hold.
   *
   * @throws IllegalArgumentException when the vector's length is not that of its model
   */
  void requireFitting(Case newCase) {
    newCase
        .embedding()
        .ifPresent(
            embedding -> {
              Vectors.requireFinite(newCase.id(), embedding);
              int known = dimensions.getOrDefault(embedding.modelId(), embedding.dimensions());
              if (known != embedding.dimensions()) {
                throw new IllegalArgumentException(
                    "%s has %d dimensions, not %d"
                        .formatted(embedding.modelId(), known, embedding.dimensions()));
              }
            });
  }

  /** Keeps the entry; {@code removed} hears of the case that made room. */
  void put(Entry entry, Consumer<String> removed) {
    remove(entry.id());
    if (byId.size() == casesMax) {
      Entry oldest = unlabelled.isEmpty() ? inOrder.first() : unlabelled.first();
      remove(oldest.id());
      removed.accept(oldest.id());
    }
    byId.put(entry.id(), entry);
    inOrder.add(entry);
    if (!entry.labelled()) {
      unlabelled.add(entry);
    }
    entry
        .vector()
        .ifPresent(
            vector -> {
              dimensions.putIfAbsent(vector.modelId(), vector.dimensions());
              searchable.merge(vector.modelId(), 1, Integer::sum);
            });
  }

  boolean remove(String id) {
    Entry entry = byId.remove(id);
    if (entry == null) {
      return false;
    }
    inOrder.remove(entry);
    unlabelled.remove(entry);
    entry.vector().ifPresent(vector -> searchable.merge(vector.modelId(), -1, Integer::sum));
    return true;
  }

  @Nullable Entry get(String id) {
    return byId.get(id);
  }

  /** Ids of the step entries of a run. */
  List<String> stepsOf(String runId) {
    return List.copyOf(byId.subMap(runId + "#", true, runId + "$", false).keySet());
  }

  /** All entries by start time, then id. */
  Iterable<Entry> inOrder() {
    return inOrder;
  }

  /** Those that are asked for, by start time, then id. */
  List<Entry> find(CaseQuery query) {
    List<Entry> newestFirst =
        inOrder.descendingSet().stream().filter(query::fits).limit(query.most).toList();
    return newestFirst.reversed();
  }

  /** Number of cases with a vector of the model. */
  int searchable(String modelId) {
    return searchable.getOrDefault(modelId, 0);
  }

  int size() {
    return byId.size();
  }
}
