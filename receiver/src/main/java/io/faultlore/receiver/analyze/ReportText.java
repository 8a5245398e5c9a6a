package io.faultlore.receiver.analyze;

import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.receiver.analyze.Report.Entry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report as a person reads it in a terminal. */
final class ReportText {
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SUSPECTS = 3;
  private static final int EVIDENCE_LINES = 3;
  private static final int SIMILAR_CASES = 3;

  private final StringBuilder out = new StringBuilder();

  static String of(Report report) {
    ReportText text = new ReportText();
    text.head(report);
    List<Entry> entries = report.entries();
    for (int i = 0; i < entries.size(); i++) {
      text.line("");
      switch (entries.get(i)) {
        case Entry.OfServices(Failure failure) -> text.services(i + 1, failure);
        case Entry.OfRun(RunVerdict run, var step) -> text.run(i + 1, run, step.orElse(null));
      }
    }
    return text.out.toString();
  }

  private void head(Report report) {
    line(
        "Read %,d spans, %,d metric points, %,d log records; %s to %s UTC (%s)."
            .formatted(
                report.spans(),
                report.points(),
                report.logs(),
                time(DAY_TIME, report.firstUnixNano()),
                time(DAY_TIME, report.lastUnixNano()),
                duration(report.lastUnixNano() - report.firstUnixNano())));
    if (report.rejected() > 0) {
      line("%,d records were invalid and left out.".formatted(report.rejected()));
    }
    if (!report.leftOut().isEmpty()) {
      line(
          report.leftOut().entrySet().stream()
              .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
              .collect(Collectors.joining(", ", "Left out, by reason: ", ".")));
    }
    if (!report.complaint().isEmpty()) {
      line(printable(report.complaint()) + ".");
    }
    long services =
        report.entries().stream().filter(entry -> entry instanceof Entry.OfServices).count();
    line(
        services == 0
            ? "No failure of services found."
            : count(services, "failure") + " of services found.");
    if (report.runCount() > 0) {
      line(
          "%d of %s of agents look failed."
              .formatted(report.entries().size() - services, count(report.runCount(), "run")));
    }
  }

  private void services(int number, Failure failure) {
    line(
        "%d. %s  %s UTC, %s, %s"
            .formatted(
                number,
                failure.suspects().isEmpty() ? "?" : failure.suspects().getFirst().text(),
                time(DAY_TIME, failure.startUnixNano()),
                duration(failure.endUnixNano() - failure.startUnixNano()),
                failure.severity().word()));
    field("kind", kind(failure.types()));
    field("seen at", time(TIME, failure.detectedUnixNano()) + " UTC");
    field("suspects", suspects(failure.suspects()));
    evidence(failure.evidence());
    similar(failure.similar());
    if (!failure.exampleTraceId().isEmpty()) {
      field("trace", failure.exampleTraceId());
    }
  }

  private void run(int number, RunVerdict run, @Nullable StepVerdict step) {
    line(
        "%d. run %s of %s  %s UTC, %s"
            .formatted(
                number,
                run.run(),
                run.app(),
                time(DAY_TIME, run.startUnixNano()),
                count(run.steps(), "step")));
    field(
        "kind", run.types().isEmpty() ? "unknown (" + run.mode().word() + ")" : kind(run.types()));
    if (step != null) {
      field(
          "step",
          "#%d %s by %s"
              .formatted(
                  step.index(),
                  step.did(),
                  step.step().agent().isEmpty() ? "?" : step.step().agent()));
    }
    field("suspects", suspects(run.suspectAgents()));
    evidence(run.evidence());
    similar(run.similar());
    if (!run.advice().isEmpty()) {
      field("advice", run.advice().getFirst());
    }
  }

  private void evidence(List<String> sentences) {
    for (int i = 0; i < Math.min(EVIDENCE_LINES, sentences.size()); i++) {
      field(i == 0 ? "evidence" : "", sentences.get(i));
    }
  }

  private void similar(List<SimilarCase> cases) {
    if (cases.isEmpty()) {
      field("similar", "nothing like it was seen before");
    }
    for (int i = 0; i < Math.min(SIMILAR_CASES, cases.size()); i++) {
      SimilarCase found = cases.get(i);
      field(
          i == 0 ? "similar" : "",
          "%s (%.2f)%s%s"
              .formatted(
                  found.caseId(),
                  found.similarity(),
                  found.type().isEmpty() ? "" : ", " + found.type(),
                  found.remedy().isEmpty() ? "" : "; helped then: " + found.remedy()));
    }
  }

  private static String kind(List<Ranked> types) {
    return types.isEmpty()
        ? "unknown"
        : "%s (%.2f)".formatted(types.getFirst().name(), types.getFirst().score());
  }

  private static String suspects(List<Ranked> suspects) {
    return suspects.isEmpty()
        ? "none"
        : suspects.stream()
            .limit(SUSPECTS)
            .map(suspect -> "%s %.2f".formatted(suspect.text(), suspect.score()))
            .collect(Collectors.joining(", "));
  }

  private void field(String name, String value) {
    line("   %-9s %s".formatted(name, printable(value)));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** Telemetry may hold anything; control characters must not reach a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String count(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  private static String time(DateTimeFormatter format, long unixNano) {
    return format.format(Instant.ofEpochSecond(0, unixNano));
  }

  private static String duration(long nanos) {
    long seconds = Math.max(0, nanos) / 1_000_000_000L;
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
