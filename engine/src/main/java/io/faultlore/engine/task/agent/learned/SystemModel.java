package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import java.util.List;
import java.util.Optional;

/**
 * What was learned about one system from one set of labelled runs; heads are trained when asked.
 */
public final class SystemModel {
  private final Lazy<Optional<DetectionHead>> detection;
  private final Lazy<Optional<TypeHead>> types;
  private final Lazy<Optional<TypeHead>> typesAfterRun;
  private final Lazy<Optional<RootCauseHead>> rootCause;

  SystemModel(List<RunEvidence> labelled, Labels labels, AgentConfig config, long seed) {
    Lazy<Lexicon> lexicon = new Lazy<>(() -> Lexicon.of(labelled));
    int most = config.labelledStepsMax();
    this.detection = new Lazy<>(() -> DetectionHead.train(labelled, lexicon.get(), seed));
    this.types = new Lazy<>(() -> TypeHead.train(labelled, lexicon.get(), labels, false, most));
    this.typesAfterRun =
        new Lazy<>(() -> TypeHead.train(labelled, lexicon.get(), labels, true, most));
    this.rootCause = new Lazy<>(() -> RootCauseHead.train(labelled));
  }

  public Optional<DetectionHead> detection() {
    return detection.get();
  }

  /** The type head for a step whose run goes on. */
  public Optional<TypeHead> types() {
    return types.get();
  }

  /** The type head that also looks at the next step. */
  public Optional<TypeHead> typesAfterRun() {
    return typesAfterRun.get();
  }

  public Optional<RootCauseHead> rootCause() {
    return rootCause.get();
  }
}
