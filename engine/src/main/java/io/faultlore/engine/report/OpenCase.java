package io.faultlore.engine.report;

import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SimilarCase;
import io.faultlore.engine.task.Ranked;
import java.util.List;
import java.util.Locale;

/** What metrics say of a case, of services or of agents. Words are from closed sets. */
record OpenCase(
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
        "runtime",
        first(failure.suspects()),
        RuntimeKind.of(failure.types().isEmpty() ? "" : failure.types().getFirst().name()).word(),
        failure.severity().name().toLowerCase(Locale.ROOT),
        failure.suspects(),
        failure.similar(),
        failure.startUnixNano());
  }

  /** A failed run is a warning: one task went wrong, the system may be well. */
  static OpenCase of(RunVerdict run) {
    return new OpenCase(
        run.run(),
        "agent",
        run.app(),
        run.mode().isEmpty() || run.mode().equals("none") ? "unknown" : run.mode(),
        "warning",
        run.suspectAgents(),
        run.similar(),
        run.startUnixNano());
  }

  private static String first(List<Ranked> ranked) {
    return ranked.isEmpty() ? "unknown" : ranked.getFirst().name();
  }
}
