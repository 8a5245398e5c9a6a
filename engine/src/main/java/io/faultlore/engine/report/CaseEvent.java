package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is told of a case.
 *
 * @param key the same for all events of the case
 * @param gist what makes an update worth telling
 * @param body one paragraph
 */
record CaseEvent(
    String name,
    String key,
    Phase phase,
    Severity severity,
    String traceId,
    long unixNano,
    String gist,
    String body,
    Map<String, String> attributes) {

  /** A log line, not a report: the case's page holds the rest. */
  private static final int SENTENCES = 3;

  private static final int NAMES = 5;

  static CaseEvent of(Failure failure) {
    String kind = first(failure.types(), "unknown");
    String subject = first(failure.suspects(), "unknown");
    Map<String, String> attributes = attributes(failure.id(), "runtime", subject, kind);
    attributes.put("faultlore.case.severity", word(failure.severity()));
    attributes.put("faultlore.case.suspects", names(failure.suspects()));
    return new CaseEvent(
        "faultlore.case." + word(failure.phase()),
        failure.id(),
        failure.phase(),
        switch (failure.severity()) {
          case CRITICAL -> Severity.ERROR;
          case WARNING -> Severity.WARN;
          case INFO -> Severity.INFO;
        },
        failure.exampleTraceId(),
        moment(
            failure.phase(),
            failure.startUnixNano(),
            failure.endUnixNano(),
            failure.emittedUnixNano()),
        subject + "|" + kind + "|" + failure.severity(),
        "Failure of "
            + subject
            + " ("
            + kind
            + ", "
            + word(failure.severity())
            + ") since "
            + instant(failure.startUnixNano())
            + until(failure.phase(), failure.endUnixNano())
            + rest(failure.evidence(), failure.suspects(), failure.similar()),
        attributes);
  }

  static CaseEvent of(RunVerdict run) {
    String kind = first(run.types(), run.mode().word());
    String agent = first(run.suspectAgents(), "unknown");
    Map<String, String> attributes = attributes(OpenCase.idOf(run), "agent", agent, kind);
    attributes.put("faultlore.case.severity", "warning");
    attributes.put("faultlore.case.suspects", names(run.suspectAgents()));
    attributes.put("faultlore.run.app", run.app());
    attributes.put("faultlore.run.suspect_steps", names(run.suspectSteps()));
    if (!run.advice().isEmpty()) {
      attributes.put("faultlore.run.advice", run.advice().getFirst());
    }
    return new CaseEvent(
        "faultlore.run." + word(run.phase()),
        run.run(),
        run.phase(),
        run.score() >= 1 ? Severity.WARN : Severity.INFO,
        run.traceIds().isEmpty() ? "" : run.traceIds().getFirst(),
        moment(run.phase(), run.startUnixNano(), run.endUnixNano(), run.emittedUnixNano()),
        agent + "|" + kind + "|" + first(run.suspectSteps(), ""),
        "Run of "
            + run.app()
            + (run.score() >= 1 ? " failed" : " recovered")
            + " ("
            + kind
            + ") at agent "
            + agent
            + " after "
            + run.steps()
            + " steps"
            + rest(run.evidence(), run.suspectAgents(), run.similar()),
        attributes);
  }

  private static Map<String, String> attributes(
      String id, String scope, String subject, String kind) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("faultlore.case.id", id);
    attributes.put("faultlore.case.scope", scope);
    attributes.put("faultlore.case.subject", subject);
    attributes.put("faultlore.case.kind", kind);
    return attributes;
  }

  /** An opening is placed where it was known, not where the failure began. */
  private static long moment(Phase phase, long start, long end, long emitted) {
    return switch (phase) {
      case OPENED, UPDATED -> Math.max(start, emitted);
      case CLOSED -> end;
    };
  }

  private static String until(Phase phase, long endUnixNano) {
    return phase == Phase.CLOSED ? " until " + instant(endUnixNano) : "";
  }

  private static String rest(
      List<String> evidence, List<Ranked> suspects, List<SimilarCase> similar) {
    String facts = evidence.stream().limit(SENTENCES).collect(Collectors.joining("; "));
    String others =
        suspects.size() < 2
            ? ""
            : " Further suspects: " + names(suspects.subList(1, suspects.size())) + ".";
    return (facts.isEmpty() ? "." : ": " + facts + ".")
        + others
        + (similar.isEmpty() ? "" : " " + likeness(similar.getFirst()));
  }

  private static String likeness(SimilarCase earlier) {
    return String.format(
        Locale.ROOT,
        "Most similar: case %s (%.2f%s)%s.",
        earlier.caseId(),
        earlier.similarity(),
        earlier.type().isEmpty() ? "" : ", " + earlier.type(),
        earlier.remedy().isEmpty() ? "" : ", which was mended by: " + earlier.remedy());
  }

  private static String names(List<Ranked> ranked) {
    return ranked.stream().limit(NAMES).map(Ranked::name).collect(Collectors.joining(", "));
  }

  private static String first(List<Ranked> ranked, String otherwise) {
    return ranked.isEmpty() ? otherwise : ranked.getFirst().name();
  }

  private static String instant(long unixNano) {
    return Instant.ofEpochSecond(0, unixNano).toString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
