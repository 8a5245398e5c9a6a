package io.faultlore.receiver.demo;

import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SimilarCase;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.Ranked;
import io.faultlore.receiver.demo.Watch.First;
import io.faultlore.receiver.demo.Watch.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the terminal shows: at most 24 lines of 80 columns, from the top what matters most. */
final class Screen {
  static final int WIDTH = 80;
  static final int HEIGHT = 24;
  private static final String INDENT = "            ";
  private static final int SHOWN = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String admin;
  private final boolean serves;

  /**
   * A screen for a demo.
   *
   * @param admin base URL of metrics and cases
   * @param serves whether the server is the demo's own; without one there are no verdicts
   */
  Screen(String admin, boolean serves) {
    this.admin = admin;
    this.serves = serves;
  }

  /** The lines, each at most {@link #WIDTH} wide. */
  List<String> lines(View view, Story story, long nowUnixNano) {
    List<String> lines = new ArrayList<>();
    lines.add("Faultlore demo  " + time(nowUnixNano) + " UTC   (Ctrl-C ends it)");
    lines.add("");
    if (serves) {
      lines.add(field("services", states(view.services())));
      lines.add("");
      failure(lines, view, story);
      lines.add("");
      agents(lines, view, story);
      lines.add("");
    }
    lines.add(
        field(
            "injected",
            "%s %s at %s".formatted(time(story.faultUnixNano()), story.fault(), story.service())));
    lines.add(
        field(
            "",
            "%s %s by %s, run %s"
                .formatted(
                    time(story.stepUnixNano()), story.mode(), story.agent(), story.traceId())));
    lines.add("");
    if (serves) {
      lines.add(field("metrics", admin + "/metrics   cases  " + admin + "/api/cases"));
      lines.add(
          field("Prometheus", "scrape " + admin.replace("http://", "") + " as job faultlore"));
      lines.add(field("Grafana", "import grafana-dashboards/faultlore-overview.json"));
    }
    return lines.stream().limit(HEIGHT).map(Screen::cut).toList();
  }

  private static String states(List<SliceVerdict> services) {
    long judged = services.stream().filter(slice -> !slice.state().equals("learning")).count();
    String anomalous =
        services.stream()
            .filter(slice -> slice.score() >= 1)
            .sorted(Comparator.comparingDouble((SliceVerdict slice) -> -slice.score()))
            .limit(SHOWN)
            .map(slice -> "%s %.1f".formatted(slice.service(), slice.score()))
            .collect(Collectors.joining(", "));
    return "%d of %d judged; %s"
        .formatted(
            judged, services.size(), anomalous.isEmpty() ? "all usual" : "anomalous: " + anomalous);
  }

  private static void failure(List<String> lines, View view, Story story) {
    if (view.failure().isEmpty()) {
      lines.add(field("failure", "none yet"));
      return;
    }
    First<Failure> seen = view.failure().get();
    Failure now = seen.latest();
    lines.add(
        field(
            "failure",
            "%s, %s, kind %s, seen %d s after it was broken"
                .formatted(
                    now.suspects().isEmpty() ? "?" : now.suspects().getFirst().name(),
                    now.severity().name().toLowerCase(Locale.ROOT),
                    kind(now.types()),
                    seconds(seen.seenUnixNano() - story.faultUnixNano()))));
    lines.add(field("suspects", ranked(now.suspects())));
    for (int i = 0; i < Math.min(SHOWN, now.evidence().size()); i++) {
      lines.add(field(i == 0 ? "evidence" : "", now.evidence().get(i)));
    }
    lines.add(field("similar", similar(now.similar())));
  }

  private static void agents(List<String> lines, View view, Story story) {
    if (view.step().isEmpty()) {
      lines.add(field("agents", "no failing step yet"));
      return;
    }
    First<StepVerdict> seen = view.step().get();
    StepVerdict verdict = seen.latest();
    lines.add(
        field(
            "agents",
            "step %d by %s looks failed (%s), seen %d s after it ended"
                .formatted(
                    verdict.index() + 1,
                    verdict.step().agent(),
                    verdict.types().isEmpty() ? verdict.mode() : kind(verdict.types()),
                    seconds(seen.seenUnixNano() - story.stepUnixNano()))));
    if (!verdict.evidence().isEmpty()) {
      lines.add(field("evidence", verdict.evidence().getFirst()));
    }
    lines.add(field("similar", similar(verdict.similar())));
    if (!verdict.advice().isEmpty()) {
      lines.add(field("advice", verdict.advice().getFirst()));
    }
  }

  private static String similar(List<SimilarCase> cases) {
    if (cases.isEmpty()) {
      return "nothing like it was seen before";
    }
    SimilarCase found = cases.getFirst();
    return "%s (%.2f)%s%s"
        .formatted(
            found.caseId(),
            found.similarity(),
            found.type().isEmpty() ? "" : ", " + found.type(),
            found.remedy().isEmpty() ? "" : "; helped then: " + found.remedy());
  }

  private static String kind(List<Ranked> types) {
    return types.isEmpty() ? "unknown" : types.getFirst().name();
  }

  private static String ranked(List<Ranked> suspects) {
    return suspects.stream()
        .limit(SHOWN)
        .map(suspect -> "%s %.2f".formatted(suspect.name(), suspect.score()))
        .collect(Collectors.joining(", "));
  }

  private static long seconds(long nanos) {
    return Math.max(0, Math.round(nanos * 1e-9));
  }

  private static String field(String name, String value) {
    return name + INDENT.substring(Math.min(INDENT.length() - 1, name.length())) + value;
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  private static String time(long unixNano) {
    return TIME.format(Instant.ofEpochSecond(unixNano / 1_000_000_000L, unixNano % 1_000_000_000L));
  }
}
