package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All states, in the heap: a service has so few that comparing them all is fastest. */
final class StateShelf {
  private static final Comparator<State> BY_START_THEN_ID =
      Comparator.comparingLong(State::startUnixNano).thenComparing(State::id);

  private final int perServiceMax;
  private final int statesMax;
  private final Map<String, State> byId = new HashMap<>();
  private final Map<String, TreeSet<State>> byService = new HashMap<>();
  private final TreeSet<State> inOrder = new TreeSet<>(BY_START_THEN_ID);

  StateShelf(int perServiceMax, int statesMax) {
    this.perServiceMax = perServiceMax;
    this.statesMax = statesMax;
  }

  /** Keeps the state; {@code removed} hears of the states that made room. */
  void put(State state, Consumer<String> removed) {
    State before = byId.get(state.id());
    if (before != null) {
      remove(before);
    }
    TreeSet<State> ofService = byService.get(state.service());
    if (ofService != null && ofService.size() == perServiceMax) {
      evict(ofService.first(), removed);
    }
    if (byId.size() == statesMax) {
      evict(inOrder.first(), removed);
    }
    byId.put(state.id(), state);
    inOrder.add(state);
    byService.computeIfAbsent(state.service(), _ -> new TreeSet<>(BY_START_THEN_ID)).add(state);
  }

  private void evict(State state, Consumer<String> removed) {
    remove(state);
    removed.accept(state.id());
  }

  private void remove(State state) {
    byId.remove(state.id());
    inOrder.remove(state);
    TreeSet<State> ofService = byService.get(state.service());
    if (ofService != null) {
      ofService.remove(state);
      if (ofService.isEmpty()) {
        byService.remove(state.service());
      }
    }
  }

  Optional<Double> nearestNormal(String service, Embedding question) {
    double best = Double.NEGATIVE_INFINITY;
    for (State state : statesOf(service)) {
      if (state.normal() && state.embedding().modelId().equals(question.modelId())) {
        best = Math.max(best, Vectors.similarity(state.embedding(), question));
      }
    }
    return best == Double.NEGATIVE_INFINITY ? Optional.empty() : Optional.of(best);
  }

  private Iterable<State> statesOf(String service) {
    TreeSet<State> states = byService.get(service);
    return states == null ? List.of() : states;
  }

  int normal(String service) {
    int count = 0;
    for (State state : statesOf(service)) {
      count += state.normal() ? 1 : 0;
    }
    return count;
  }

  int size() {
    return byId.size();
  }
}
