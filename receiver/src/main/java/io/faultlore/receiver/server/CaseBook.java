package io.faultlore.receiver.server;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The door between the case API and the engine. May be called by many threads. */
public interface CaseBook {
  /** Failures of services, and runs that failed or were labelled, latest start first. */
  List<Case> latest(int limit);

  Optional<Case> get(String id);

  /** Completes with true once the label is durable, with false when there is no such case. */
  CompletableFuture<Boolean> feedback(String id, CaseLabel label);
}
