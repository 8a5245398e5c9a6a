package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was learned about one system from one set of labelled runs; heads are trained when asked.
 *
 * @param types for a step whose run goes on
 * @param typesAfterRun looks at the next step, too
 */
public record SystemModel(
    Supplier<Optional<DetectionHead>> detection,
    Supplier<Optional<TypeHead>> types,
    Supplier<Optional<TypeHead>> typesAfterRun,
    Supplier<Optional<RootCauseHead>> rootCause) {
  static SystemModel of(List<RunEvidence> labelled, Labels labels, AgentConfig config, long seed) {
    Supplier<Lexicon> lexicon = new Lazy<>(() -> Lexicon.of(labelled));
    int most = config.labelledStepsMax();
    return new SystemModel(
        new Lazy<>(
            () -> DetectionHead.train(labelled, lexicon.get(), config.falseAlarmShare(), seed)),
        new Lazy<>(() -> TypeHead.train(labelled, lexicon.get(), labels, false, most)),
        new Lazy<>(() -> TypeHead.train(labelled, lexicon.get(), labels, true, most)),
        new Lazy<>(() -> RootCauseHead.train(labelled)));
  }
}
