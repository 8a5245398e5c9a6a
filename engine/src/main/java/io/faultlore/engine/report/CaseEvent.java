package io.faultlore.engine.report;

import static io.faultlore.engine.memory.Conclusion.UNKNOWN;

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
    String kind = Ranked.first(failure.types(), UNKNOWN);
    String subject = Ranked.first(failure.suspects(), UNKNOWN);
    Map<String, String> attributes = attributes(failure.id(), "runtime", subject, kind);
    attributes.put("faultlore.case.severity", failure.severity().word());
    attributes.put("faultlore.case.suspects", names(failure.suspects()));
    return new CaseEvent(
        "faultlore.case." + failure.phase().word(),
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
        "Failure of %s (%s, %s) since %s%s%s"
            .formatted(
                subject,
                kind,
                failure.severity().word(),
                instant(failure.startUnixNano()),
                failure.phase() == Phase.CLOSED ? " until " + instant(failure.endUnixNano()) : "",
                rest(failure.evidence(), failure.suspects(), failure.similar())),
        attributes);
  }

  static CaseEvent of(RunVerdict run) {
    String kind = Ranked.first(run.types(), run.mode().word());
    String agent = Ranked.first(run.suspectAgents(), UNKNOWN);
    boolean failed = run.score() >= 1;
    Map<String, String> attributes = attributes(OpenCase.idOf(run), "agent", agent, kind);
    attributes.put("faultlore.case.severity", "warning");
    attributes.put("faultlore.case.suspects", names(run.suspectAgents()));
    attributes.put("faultlore.run.app", run.app());
    attributes.put("faultlore.run.suspect_steps", names(run.suspectSteps()));
    run.advice().stream()
        .findFirst()
        .ifPresent(first -> attributes.put("faultlore.run.advice", first));
    return new CaseEvent(
        "faultlore.run." + run.phase().word(),
        run.run(),
        run.phase(),
        failed ? Severity.WARN : Severity.INFO,
        run.traceIds().isEmpty() ? "" : run.traceIds().getFirst(),
        moment(run.phase(), run.startUnixNano(), run.endUnixNano(), run.emittedUnixNano()),
        agent + "|" + kind + "|" + Ranked.first(run.suspectSteps(), ""),
        "Run of %s %s (%s) at agent %s after %d steps%s"
            .formatted(
                run.app(),
                failed ? "failed" : "recovered",
                kind,
                agent,
                run.steps(),
                rest(run.evidence(), run.suspectAgents(), run.similar())),
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

  private static String instant(long unixNano) {
    return Instant.ofEpochSecond(0, unixNano).toString();
  }
}
