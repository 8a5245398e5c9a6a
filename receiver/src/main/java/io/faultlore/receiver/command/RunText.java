package io.faultlore.receiver.command;

import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as a table for people. Content is shown on one line, without control characters. */
final class RunText {
  private static final int TEXT_CHARS = 72;
  private static final int NAME_CHARS = 24;

  private RunText() {}

  static String of(Run run) {
    StringBuilder out = new StringBuilder();
    out.append(
        "run %s  %s%s%n"
            .formatted(
                clean(run.run(), 64),
                run.app().isBlank() ? "" : "app " + clean(run.app(), 48) + "  ",
                contents(run)));
    if (!run.traceIds().equals(List.of(run.run()))) {
      out.append("  trace %s%n".formatted(clean(String.join(", ", run.traceIds()), 140)));
    }
    if (!run.task().isBlank()) {
      out.append("  task  %s%n".formatted(clean(run.task(), 100)));
    }
    appendSteps(run, out);
    appendHandoffs(run, out);
    return out.append(System.lineSeparator()).toString();
  }

  private static String contents(Run run) {
    long errors = run.steps().stream().filter(step -> step.action().failed()).count();
    return "%d steps%s%s%s"
        .formatted(
            run.steps().size(),
            errors == 0 ? "" : ", %d failed".formatted(errors),
            run.duplicates().isEmpty()
                ? ""
                : ", %d further spans of the same calls".formatted(run.duplicates().size()),
            run.structureOnly() ? ", no content captured" : "");
  }

  private static void appendSteps(Run run, StringBuilder out) {
    long start =
        run.steps().stream().mapToLong(step -> step.origin().startUnixNano()).min().orElse(0);
    int agentWidth = width(run.steps().stream().map(RunText::agent).toList());
    int whatWidth = width(run.steps().stream().map(RunText::what).toList());
    String row = "  %3d %9s  %-" + agentWidth + "s  %-" + whatWidth + "s  %s%s%n";
    int number = 0;
    for (Step step : run.steps()) {
      double seconds = (step.origin().endUnixNano() - start) / 1e9;
      out.append(
          row.formatted(
              number++,
              String.format(Locale.ROOT, "+%.2f s", seconds),
              agent(step),
              what(step),
              step.action().failed() ? "FAILED " : "",
              clean(said(step), TEXT_CHARS)));
    }
  }

  private static void appendHandoffs(Run run, StringBuilder out) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Handoff edge : run.handoffs()) {
      String told =
          "  hand-off  %s -> %s  (%s, %s)"
              .formatted(
                  clean(edge.from(), NAME_CHARS),
                  clean(edge.to(), NAME_CHARS),
                  edge.source().word(),
                  edge.trust().name().toLowerCase(Locale.ROOT));
      counts.merge(told, 1, Integer::sum);
    }
    counts.forEach(
        (told, count) -> out.append(told).append(count == 1 ? "" : " x" + count).append("\n"));
  }

  private static String agent(Step step) {
    return step.agent().isBlank() ? "-" : clean(step.agent(), NAME_CHARS);
  }

  /** What the step produced, else what it thought, else what it was given. */
  private static String said(Step step) {
    Step.Output said = step.output();
    if (!said.text().isBlank()) {
      return said.text();
    }
    return !said.reasoning().isBlank()
        ? "(thinks) " + said.reasoning()
        : step.input().text().isBlank() ? "" : "<- " + step.input().text();
  }

  private static String what(Step step) {
    String kind = step.kind().name().toLowerCase(Locale.ROOT);
    return step.action().tool().isBlank()
        ? kind
        : kind + " " + clean(step.action().tool(), NAME_CHARS);
  }

  private static int width(List<String> words) {
    return words.stream().mapToInt(String::length).max().orElse(1);
  }

  /** One line of at most {@code max} characters; nothing in it can steer a terminal. */
  private static String clean(String text, int max) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ");
    return line.length() <= max ? line : line.substring(0, max - 1) + "…";
  }
}
