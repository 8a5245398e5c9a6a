package io.faultlore.receiver.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** The last verdict on the case as JSON; empty when none was given since the start. */
  Optional<ObjectNode> verdict(String id);

  /** Completes with true once the label is durable, with false when there is no such case. */
  CompletableFuture<Boolean> feedback(String id, CaseLabel label);
}
