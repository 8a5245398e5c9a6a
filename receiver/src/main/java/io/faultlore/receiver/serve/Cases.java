package io.faultlore.receiver.serve;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.report.FindingMetrics;
import io.faultlore.receiver.server.CaseBook;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The case API's view of memory; feedback goes through the engine's thread and is durable. */
final class Cases implements CaseBook {
  private final Memory memory;
  private final Engine engine;
  private final Pump pump;
  private final FindingMetrics metrics;

  Cases(Memory memory, Engine engine, Pump pump, FindingMetrics metrics) {
    this.memory = memory;
    this.engine = engine;
    this.pump = pump;
    this.metrics = metrics;
  }

  @Override
  public List<Case> latest(int limit) {
    return memory.cases(CaseQuery.news().newest(limit)).reversed();
  }

  @Override
  public Optional<Case> get(String id) {
    return memory.get(id);
  }

  @Override
  public CompletableFuture<Boolean> feedback(String id, CaseLabel label) {
    return pump.ask(
        () -> {
          boolean known = engine.label(id, label);
          if (known) {
            metrics.labelled(label);
            engine.commit();
          }
          return known;
        });
  }
}
