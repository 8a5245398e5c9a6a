package io.faultlore.engine.report;

import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import java.util.List;

/**
 * What metrics say of a case, of services or of agents. Words are from closed sets.
 *
 * @param key the same for all that is said of the case
 * @param id under which memory knows it
 */
record OpenCase(
    String key,
    String id,
    String scope,
    String subject,
    String kind,
    String severity,
    List<Ranked> suspects,
    List<SimilarCase> similar,
    long startUnixNano) {

  static OpenCase of(Failure failure) {
    return new OpenCase(
        failure.id(),
        failure.id(),
        "runtime",
        Ranked.first(failure.suspects(), Conclusion.UNKNOWN),
        RuntimeKind.of(Ranked.first(failure.types(), "")).word(),
        failure.severity().word(),
        failure.suspects(),
        failure.similar(),
        failure.startUnixNano());
  }

  /** A failed run is a warning: one task went wrong, the system may be well. */
  static OpenCase of(RunVerdict run) {
    return new OpenCase(
        run.run(),
        idOf(run),
        "agent",
        run.app(),
        word(run.mode()),
        "warning",
        run.suspectAgents(),
        run.similar(),
        run.startUnixNano());
  }

  /** A run's case bears the name of its first trace. */
  static String idOf(RunVerdict run) {
    return run.traceIds().isEmpty() ? run.run() : run.traceIds().getFirst();
  }

  /** The mode for people; a step that fails without one fails in an unknown way. */
  static String word(FailureMode mode) {
    return mode == FailureMode.NONE ? Conclusion.UNKNOWN : mode.word();
  }
}
