package io.faultlore.receiver.server;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** A case book in a map. */
final class InMemoryCaseBook implements CaseBook {
  private final Map<String, Case> cases = new ConcurrentSkipListMap<>();

  void add(Case known) {
    cases.put(known.id(), known);
  }

  @Override
  public List<Case> latest(int limit) {
    return cases.values().stream()
        .sorted(Comparator.comparingLong(Case::startUnixNano).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Case> get(String id) {
    return Optional.ofNullable(cases.get(id));
  }

  @Override
  public CompletableFuture<Boolean> feedback(String id, CaseLabel label) {
    return CompletableFuture.completedFuture(
        cases.computeIfPresent(id, (key, known) -> known.withLabel(label)) != null);
  }
}
