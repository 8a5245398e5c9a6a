package io.faultlore.receiver.demo;

import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.Finding.StepVerdict;
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

/** What the demo tells, in words; how it is laid out is the {@link Screen}'s. */
final class Page {
  private static final int SUSPECTS = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String admin;
  private final Story story;

  /**
   * A page.
   *
   * @param admin base URL of metrics and cases; the empty string when the demo has no server, hence
   *     no verdicts
   */
  Page(String admin, Story story) {
    this.admin = admin;
    this.story = story;
  }

  /** Everything that is known, what matters most first. */
  List<Field> fields(View view) {
    List<Field> fields = new ArrayList<>();
    if (!admin.isEmpty()) {
      fields.add(Field.needed("services", states(view.services())));
      fields.add(Field.GAP);
      fields.addAll(failure(view));
      fields.add(Field.GAP);
      fields.addAll(agents(view));
      fields.add(Field.GAP);
    }
    fields.addAll(opening());
    return fields;
  }

  /** What is known before any verdict: the truth, and where to look on. */
  List<Field> opening() {
    List<Field> fields = new ArrayList<>(injected());
    if (!admin.isEmpty()) {
      fields.add(Field.GAP);
      fields.add(Field.needed("metrics", admin + "/metrics, for Prometheus as job faultlore"));
      fields.add(Field.needed("Grafana", "import grafana-dashboards/faultlore-overview.json"));
      fields.add(Field.spare("all cases", admin + "/api/cases"));
    }
    return fields;
  }

  /** The open failure of the services, or that there is none. */
  List<Field> failure(View view) {
    if (view.failure().isEmpty()) {
      return List.of(Field.needed("failure", "none yet"));
    }
    First<Failure> seen = view.failure().get();
    Failure now = seen.latest();
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.headline(
            "failure",
            "%s, %s, kind %s, seen %d s after it was broken"
                .formatted(
                    Ranked.first(now.suspects(), "?"),
                    now.severity().word(),
                    Ranked.first(now.types(), Conclusion.UNKNOWN),
                    seconds(seen.seenUnixNano() - story.faultUnixNano()))));
    fields.add(Field.needed("suspects", ranked(now.suspects())));
    fields.addAll(lines("evidence", now.evidence()));
    fields.add(Field.needed("seen before", similar(now.similar())));
    fields.add(Field.needed("case", admin + "/api/cases/" + now.id()));
    return fields;
  }

  /** The agents' step that failed first, or that there is none. */
  List<Field> agents(View view) {
    if (view.step().isEmpty()) {
      return List.of(Field.needed("agents", "no failing step yet"));
    }
    First<StepVerdict> seen = view.step().get();
    StepVerdict verdict = seen.latest();
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.headline(
            "agents",
            "step %d by %s failed: %s, seen %d s after it ended"
                .formatted(
                    verdict.index() + 1,
                    verdict.step().agent(),
                    Ranked.first(verdict.types(), verdict.mode().word()),
                    seconds(seen.seenUnixNano() - verdict.step().endUnixNano()))));
    fields.addAll(lines("evidence", verdict.evidence()));
    fields.add(Field.spare("seen before", similar(verdict.similar())));
    fields.addAll(lines("advice", verdict.advice()));
    fields.add(Field.spare("case", admin + "/api/cases/" + story.traceId()));
    return fields;
  }

  /** The truth, so that the verdicts can be judged. */
  private List<Field> injected() {
    return List.of(
        Field.needed(
            "injected",
            "%s %s at %s".formatted(time(story.faultUnixNano()), story.fault(), story.service())),
        Field.needed(
            "",
            "%s %s in step %s by %s"
                .formatted(
                    time(story.stepUnixNano()), story.mode(), story.spanId(), story.agent())));
  }

  static String time(long unixNano) {
    return TIME.format(Instant.ofEpochSecond(unixNano / 1_000_000_000L, unixNano % 1_000_000_000L));
  }

  /** The first is needed, the others are shown as far as there is room. */
  private static List<Field> lines(String name, List<String> texts) {
    List<Field> fields = new ArrayList<>();
    for (String text : texts) {
      fields.add(fields.isEmpty() ? Field.needed(name, text) : Field.spare("", text));
    }
    return fields;
  }

  private static String states(List<SliceVerdict> services) {
    long judged = services.stream().filter(slice -> slice.state() != State.LEARNING).count();
    String anomalous =
        services.stream()
            .filter(slice -> slice.score() >= 1)
            .sorted(Comparator.comparingDouble((SliceVerdict slice) -> -slice.score()))
            .limit(SUSPECTS)
            .map(slice -> "%s %.1f".formatted(slice.service(), slice.score()))
            .collect(Collectors.joining(", "));
    return "%d of %d judged; %s"
        .formatted(
            judged, services.size(), anomalous.isEmpty() ? "all usual" : "anomalous: " + anomalous);
  }

  private static String similar(List<SimilarCase> cases) {
    if (cases.isEmpty()) {
      return "nothing like it";
    }
    SimilarCase found = cases.getFirst();
    return "%s, %.0f %% alike%s"
        .formatted(
            found.type().isEmpty() ? "a case without a label" : found.type(),
            100 * found.similarity(),
            found.remedy().isEmpty() ? "" : "; what helped: " + found.remedy());
  }

  private static String ranked(List<Ranked> suspects) {
    return suspects.stream()
        .limit(SUSPECTS)
        .map(suspect -> "%s %.2f".formatted(suspect.name(), suspect.score()))
        .collect(Collectors.joining(", "));
  }

  private static long seconds(long nanos) {
    return Math.max(0, Math.round(nanos * 1e-9));
  }
}
