package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.LogStats;
import io.faultlore.engine.slice.MetricBaseline.Level;
import io.faultlore.engine.slice.MetricStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.slice.StepKey;
import io.faultlore.engine.slice.Template;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceBaseline.CallBaseline;
import io.faultlore.engine.slice.TraceStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says in plain sentences what is different at a service, with numbers that a person can check. */
final class Sentences {
  /** Characters of an operation or a series that a sentence names. */
  private static final int NAME_CHARS = 100;

  /**
   * Sentences of one harm of one service: its tenth slow call tells less than what it is short of.
   */
  private static final int OF_EACH_HARM = 2;

  /** Metrics that are sent once a minute pause for less than this. */
  private static final double SILENT_SECONDS = 75;

  private final List<Pane> panes;
  private final Pane window;
  private final Baselines usual;
  private final List<Weighed> found = new ArrayList<>();

  private Sentences(List<Pane> panes, Pane window, Baselines usual) {
    this.panes = panes;
    this.window = window;
    this.usual = usual;
  }

  /** What a sentence says, the worst first. What is better than usual harms nobody. */
  private enum Harm {
    /** Requests or calls fail, or have stopped. */
    FAILING,
    /** Logs tell of failing. */
    LOGGED,
    SLOW,
    RESOURCES,
    REST;

    /** Whether it says how users fare. A log line may be what only its developer understands. */
    boolean isPlain() {
      return this == FAILING || this == SLOW;
    }
  }

  /** A sentence. */
  private record Weighed(Harm harm, double weight, String text) {}

  /** The most telling sentences about the services in these panes, the first service's first. */
  static List<String> about(List<String> services, List<Pane> panes, Baselines usual, int max) {
    Pane window = Pane.merge(panes);
    // What is said of a call is true of both of its ends, and said once.
    Set<String> sentences = new LinkedHashSet<>();
    for (String service : services) {
      for (String sentence : new Sentences(panes, window, usual).collect(service)) {
        if (sentences.size() < max) {
          sentences.add(sentence);
        }
      }
    }
    return List.copyOf(sentences);
  }

  private List<String> collect(String service) {
    sayRequests(service);
    window.services().forEach((caller, pane) -> sayCalls(caller, service, pane.traces()));
    saySteps(service);
    sayLogs(service);
    sayMetrics(service);
    found.removeIf(sentence -> sentence.weight < 1);
    found.sort(
        Comparator.comparing(Weighed::harm)
            .thenComparing(Comparator.comparingDouble(Weighed::weight).reversed())
            .thenComparing(Weighed::text));
    Map<Harm, Integer> said = new EnumMap<>(Harm.class);
    found.removeIf(sentence -> said.merge(sentence.harm, 1, Integer::sum) > OF_EACH_HARM);
    // The first is for all.
    found.stream()
        .filter(sentence -> sentence.harm.isPlain())
        .findFirst()
        .ifPresent(
            plain -> {
              found.remove(plain);
              found.addFirst(plain);
            });
    return found.stream().map(Weighed::text).distinct().toList();
  }

  private void say(Harm harm, double weight, String text) {
    found.add(new Weighed(harm, weight, text));
  }

  private void sayRequests(String service) {
    TraceStats now = window.of(service).traces();
    TraceStats before = usual.traces(service).all();
    double expected =
        usual.traces(service).seconds() == 0
            ? 0
            : before.requests() / usual.traces(service).seconds() * window.tracedSeconds();
    if (now.requests() > 0 && now.errors() > 0) {
      double usually = before.requests() == 0 ? 0 : (double) before.errors() / before.requests();
      say(
          Harm.FAILING,
          Scale.llr((double) now.errors(), usually * now.requests()),
          String.format(
              Locale.ROOT,
              "%s failed in %d of %d requests (%s), usually %s",
              service,
              now.errors(),
              now.requests(),
              percent((double) now.errors() / now.requests()),
              percent(usually)));
    }
    if (now.requests() == 0 && expected >= 5) {
      say(
          Harm.FAILING,
          Math.sqrt(expected),
          String.format(
              Locale.ROOT, "%s recorded no request, usually %.0f in this time", service, expected));
    }
    double silent = silentSeconds(service);
    if (silent >= SILENT_SECONDS && MetricEvidence.isExpected(service, usual)) {
      say(
          Harm.FAILING,
          8,
          String.format(Locale.ROOT, "%s sent no metrics for %.0f s, others did", service, silent));
    }
  }

  /** The longest time in which others sent metrics and the service none. */
  private double silentSeconds(String service) {
    double longest = 0;
    double now = 0;
    for (Pane pane : panes) {
      now = pane.of(service).metrics().series().isEmpty() ? now + pane.measuredSeconds() : 0;
      longest = Math.max(longest, now);
    }
    return longest;
  }

  /** Calls that the service makes itself, and calls of others to it. */
  private void sayCalls(String caller, String service, TraceStats stats) {
    TraceBaseline baseline = usual.traces(caller);
    for (Map.Entry<CallKey, CallStats> call : stats.calls().entrySet()) {
      CallKey key = call.getKey();
      boolean own = caller.equals(service);
      if ((!own && !key.callee().equals(service))
          || (own && key.kind() == CallKey.Kind.EDGE)
          || key.kind() == CallKey.Kind.SERVED) {
        continue;
      }
      CallBaseline base = baseline.call(key);
      sayFailures(caller, key, call.getValue(), usuallyFailing(baseline, key.callee()));
      // Failing early is fast, and an end of work leaves the rest quick: faster is no harm.
      if (base != null
          && base.count() >= TimeEvidence.CALLS_MIN
          && call.getValue().meanLog() > base.meanLog()) {
        saySlow(caller, key, call.getValue(), base, baseline.minutes());
      }
    }
  }

  /**
   * The share of the calls of a service that usually fail, however they are recorded: when it is
   * gone, only its callers' side of them is left, of which there may have been none but a failed
   * one.
   */
  private static double usuallyFailing(TraceBaseline baseline, String callee) {
    long count = 0;
    long errors = 0;
    for (Map.Entry<CallKey, CallStats> call : baseline.all().calls().entrySet()) {
      if (call.getKey().callee().equals(callee)) {
        count += call.getValue().count();
        errors += call.getValue().errors();
      }
    }
    return count == 0 ? 0 : (double) errors / count;
  }

  private void sayFailures(String caller, CallKey key, CallStats now, double usually) {
    if (key.kind() == CallKey.Kind.OWN || key.callee().isEmpty()) {
      return;
    }
    if (now.errors() > 0) {
      say(
          Harm.FAILING,
          Scale.llr((double) now.errors(), usually * now.count()),
          String.format(
              Locale.ROOT,
              "%d of %d calls %s -> %s (%s) failed, usually %s",
              now.errors(),
              now.count(),
              caller,
              key.callee(),
              cut(key.operation()),
              percent(usually)));
    }
    if (now.missing() > 0) {
      say(
          Harm.REST,
          Scale.llr((double) now.missing(), 0),
          String.format(
              Locale.ROOT,
              "%d of %d calls %s -> %s (%s) were recorded by the caller only",
              now.missing(),
              now.count(),
              caller,
              key.callee(),
              cut(key.operation())));
    }
  }

  private void saySlow(String caller, CallKey key, CallStats now, CallBaseline base, int minutes) {
    String what =
        switch (key.kind()) {
          case OWN, SERVED -> "own time of " + caller + " in " + cut(key.operation());
          case LEAF, EDGE ->
              "latency of "
                  + caller
                  + " -> "
                  + (key.callee().isEmpty() ? "" : key.callee() + " ")
                  + "("
                  + cut(key.operation())
                  + ")";
        };
    double beyond = now.histogram().shareAbove(base.histogram().quantile(.95));
    say(
        Harm.SLOW,
        Math.min(base.z(now), 25 * (now.meanLog() - base.meanLog())),
        String.format(
            Locale.ROOT,
            "%s p50 %s -> %s, p95 %s -> %s; %s of %d calls beyond the usual p95 (history %d min)",
            what,
            ms(base.histogram().quantile(.5)),
            ms(now.histogram().quantile(.5)),
            ms(base.histogram().quantile(.95)),
            ms(now.histogram().quantile(.95)),
            percent(beyond),
            now.count(),
            minutes));
  }

  private void saySteps(String service) {
    TraceBaseline baseline = usual.traces(service);
    window
        .of(service)
        .traces()
        .steps()
        .forEach(
            (key, nexts) -> {
              Map<String, Integer> before = baseline.all().steps().getOrDefault(key, Map.of());
              double total = TraceBaseline.total(before);
              double oddness = StepEvidence.oddness(baseline, key, nexts);
              if (total >= 5 && oddness > 1 && !key.previous().equals(StepKey.START)) {
                sayStep(service, key, nexts, before, oddness);
              }
            });
  }

  private void sayStep(
      String service,
      StepKey key,
      Map<String, Integer> nexts,
      Map<String, Integer> before,
      double oddness) {
    double total = TraceBaseline.total(nexts);
    double totalBefore = TraceBaseline.total(before);
    nexts.entrySet().stream()
        .max(
            Comparator.<Map.Entry<String, Integer>>comparingDouble(
                    n -> n.getValue() / total - before.getOrDefault(n.getKey(), 0) / totalBefore)
                .thenComparing(Map.Entry::getKey))
        .ifPresent(
            next ->
                say(
                    Harm.REST,
                    oddness,
                    String.format(
                        Locale.ROOT,
                        "in %s of %s, '%s' is followed by '%s' in %s of %.0f times, usually %s",
                        cut(key.operation()),
                        service,
                        cut(key.previous()),
                        cut(next.getKey()),
                        percent(next.getValue() / total),
                        total,
                        percent(before.getOrDefault(next.getKey(), 0) / totalBefore))));
  }

  private void sayLogs(String service) {
    LogStats now = window.of(service).logs();
    LogStats before = usual.logs(service).all();
    double per = usual.logsExpectedPer(service, window);
    if (usual.logs(service).minutes() == 0 || per == 0) {
      return;
    }
    now.templates()
        .forEach(
            (template, n) -> {
              double expected = before.templates().getOrDefault(template, 0) * per;
              double weight = Scale.llr((double) n, expected);
              boolean bad = template.level() >= 2 || template.failWord();
              say(
                  bad ? Harm.LOGGED : Harm.REST,
                  weight,
                  String.format(
                      Locale.ROOT,
                      "%s logged '%s' %d times, usually %.1f",
                      service,
                      cut(template.text()),
                      n,
                      expected));
            });
    for (Map.Entry<Template, Integer> template : before.templates().entrySet()) {
      double expected = template.getValue() * per;
      if (expected >= 2 && !now.templates().containsKey(template.getKey())) {
        say(
            Harm.REST,
            Math.sqrt(expected),
            String.format(
                Locale.ROOT,
                "%s no longer logs '%s', usually %.1f times",
                service,
                cut(template.getKey().text()),
                expected));
      }
    }
  }

  /** Of each metric the series that tells most: all instances and attributes say much the same. */
  private void sayMetrics(String service) {
    Map<String, Weighed> telling = new TreeMap<>();
    for (Map.Entry<Series, MetricStats.Mean> entry :
        window.of(service).metrics().series().entrySet()) {
      Level level = usual.metrics(service).level(entry.getKey());
      if (level != null && level.minutes() >= MetricEvidence.MINUTES_MIN) {
        Series series = entry.getKey();
        telling.merge(
            series.name(),
            level(service, series, entry.getValue().value(), level),
            (a, b) -> a.weight >= b.weight ? a : b);
      }
    }
    found.addAll(telling.values());
  }

  private static Weighed level(String service, Series series, double value, Level level) {
    Harm harm =
        switch (series.aspect()) {
          case CPU, MEMORY, DISK, NETWORK, WAITING -> Harm.RESOURCES;
          case CLIENT, SERVER, RATE, OTHER -> Harm.REST;
        };
    // Less is harm where it is nothing any more of what there always was.
    boolean stopped = value == 0 && level.min() > 0;
    return new Weighed(
        harm,
        (stopped ? -level.z(value) : level.z(value)) / 4,
        String.format(
            Locale.ROOT,
            "%s of %s is %s, usually %s (between %s and %s in %d min)",
            cut(seriesName(series)),
            service,
            number(value),
            number(level.median()),
            number(level.min()),
            number(level.max()),
            level.minutes()));
  }

  private static String seriesName(Series series) {
    return series.key().substring(series.key().indexOf('|') + 1);
  }

  private static String cut(String text) {
    return text.length() <= NAME_CHARS ? text : text.substring(0, NAME_CHARS) + "...";
  }

  private static String percent(double share) {
    return String.format(
        Locale.ROOT, share > 0 && share < .01 ? "%.2f %%" : "%.0f %%", 100 * share);
  }

  private static String ms(double ms) {
    return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
