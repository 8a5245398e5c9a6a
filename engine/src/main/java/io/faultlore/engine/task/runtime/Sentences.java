package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Call;
import io.faultlore.engine.read.Clock;
import io.faultlore.engine.read.Compared;
import io.faultlore.engine.read.Logged;
import io.faultlore.engine.read.Measured;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.Requests;
import io.faultlore.engine.read.Succession;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.LogHistogram;
import io.faultlore.engine.slice.MetricBaseline;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** Of what can be no chance, as silence: as much as requests that are 8 sigmas off. */
  private static final double PLAIN_WEIGHT = 8;

  /** What weighs less is not worth a sentence: one standard deviation. */
  private static final double WEIGHT_MIN = 1;

  /** A level wanders further from its median than a mean of many calls. */
  private static final double LEVEL_WEIGHT = .25;

  private final String service;
  private final Reading reading;
  private final List<Pane> panes;
  private final List<Weighed> found = new ArrayList<>();

  /** Of each metric the series that tells most: all instances and attributes say much the same. */
  private final Map<String, Weighed> levels = new TreeMap<>();

  private Sentences(String service, Reading reading, List<Pane> panes) {
    this.service = service;
    this.reading = reading;
    this.panes = panes;
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

  /**
   * The most telling sentences about the services, the first service's first.
   *
   * @param panes which the window of the reading was made of
   */
  static List<String> about(List<String> services, Reading reading, List<Pane> panes, int max) {
    // What is said of a call is true of both of its ends, and said once.
    Set<String> sentences = new LinkedHashSet<>();
    for (String service : services) {
      for (String sentence : new Sentences(service, reading, panes).collect()) {
        if (sentences.size() < max) {
          sentences.add(sentence);
        }
      }
    }
    return List.copyOf(sentences);
  }

  private List<String> collect() {
    for (String sender : reading.services().keySet()) {
      Stream<Compared> telling = reading.of(sender).compared();
      telling.filter(one -> concerns(sender, one)).forEach(one -> say(sender, one));
    }
    found.addAll(levels.values());
    found.removeIf(sentence -> sentence.weight < WEIGHT_MIN);
    found.sort(
        Comparator.comparing(Weighed::harm)
            .thenComparing(Comparator.comparingDouble(Weighed::weight).reversed())
            .thenComparing(Weighed::text));
    Map<Harm, Integer> said = new EnumMap<>(Harm.class);
    found.removeIf(sentence -> said.merge(sentence.harm, 1, Integer::sum) > OF_EACH_HARM);
    // The first is for all.
    Optional<Weighed> plain = found.stream().filter(one -> one.harm.isPlain()).findFirst();
    return Stream.concat(plain.stream(), found.stream()).map(Weighed::text).distinct().toList();
  }

  /** What the service tells itself, and of calls between two what the other end tells. */
  private boolean concerns(String sender, Compared one) {
    if (!(one instanceof Call call)) {
      return sender.equals(service);
    }
    return switch (call.key().kind()) {
      case SERVED -> false;
      case OWN, LEAF -> sender.equals(service) || call.key().callee().equals(service);
      case EDGE -> !sender.equals(service) && call.key().callee().equals(service);
    };
  }

  private void say(String sender, Compared one) {
    switch (one) {
      case Requests requests -> sayRequests(requests);
      case Call.Known call -> {
        sayFailures(sender, call);
        saySlow(sender, call);
      }
      case Call.New call -> sayFailures(sender, call);
      case Call.Missed _, Logged.Level _ -> {}
      case Succession succession -> saySuccession(succession);
      case Logged.Text text -> sayText(text);
      case Measured.Level level ->
          levels.merge(level.series().name(), level(level), (a, b) -> a.weight >= b.weight ? a : b);
      case Measured.Sending sending -> saySilent(sending);
      case Measured.Restarted restarted ->
          say(
              Harm.FAILING,
              PLAIN_WEIGHT,
              restarted.instance() + " of " + service + " is started again and again");
      case Clock clock -> sayClock(clock);
    }
  }

  private void say(Harm harm, double weight, String text) {
    found.add(new Weighed(harm, weight, text));
  }

  private void sayClock(Clock clock) {
    String where = clock.instance().isEmpty() ? service : clock.instance() + " of " + service;
    String off = format("%.0f s ", Math.abs(clock.aheadSeconds()));
    String text =
        clock.aheadSeconds() > 0
            ? "the clock of " + where + " is " + off + "ahead of all others"
            : "the clock of "
                + where
                + " is "
                + off
                + "behind all others, or what it sends comes late";
    say(Harm.FAILING, PLAIN_WEIGHT, text);
  }

  private void sayRequests(Requests requests) {
    long count = requests.count();
    if (count > 0 && requests.failed() > 0) {
      say(
          Harm.FAILING,
          requests.failedLlr(),
          (service + " failed in " + requests.failed() + " of " + count + " requests (")
              + percent((double) requests.failed() / count)
              + ("), usually " + percent(requests.failedShare())));
    }
    if (requests.isGone()) {
      String usually = ", usually " + format("%.0f", requests.expected()) + " in this time";
      double weight = Math.sqrt(requests.expected());
      say(Harm.FAILING, weight, service + " recorded no request" + usually);
    }
  }

  private void saySilent(Measured.Sending sending) {
    double silent = silentSeconds();
    if (silent >= SILENT_SECONDS && sending.expected()) {
      String longest = " for " + format("%.0f", silent) + " s";
      say(Harm.FAILING, PLAIN_WEIGHT, service + " sent no metrics" + longest + ", others did");
    }
  }

  /** The longest time in which others sent metrics and the service none. */
  private double silentSeconds() {
    double longest = 0;
    double now = 0;
    for (Pane pane : panes) {
      now = pane.of(service).metrics().series().isEmpty() ? now + pane.measuredSeconds() : 0;
      longest = Math.max(longest, now);
    }
    return longest;
  }

  private void sayFailures(String caller, Call.Made call) {
    CallKey key = call.key();
    CallStats now = call.now();
    if (key.kind() == CallKey.Kind.OWN || key.callee().isEmpty()) {
      return;
    }
    String calls =
        (" of " + now.count() + " calls " + caller + " -> " + key.callee())
            + (" (" + cut(key.operation()) + ")");
    if (now.errors() > 0) {
      double usually = call.failingShare();
      double weight = Scale.llr((double) now.errors(), usually * now.count());
      say(Harm.FAILING, weight, now.errors() + calls + " failed, usually " + percent(usually));
    }
    if (now.missing() > 0) {
      double weight = Scale.llr((double) now.missing(), 0);
      say(Harm.REST, weight, now.missing() + calls + " were recorded by the caller only");
    }
  }

  private void saySlow(String caller, Call.Known call) {
    // Failing early is fast, and an end of work leaves the rest quick: faster is no harm.
    if (call.shift() <= 0) {
      return;
    }
    CallKey key = call.key();
    String operation = cut(key.operation());
    String what =
        switch (key.kind()) {
          case OWN, SERVED -> "own time of " + caller + " in " + operation;
          case LEAF, EDGE ->
              ("latency of " + caller + " -> " + key.callee())
                  + ((key.callee().isEmpty() ? "(" : " (") + operation + ")");
        };
    LogHistogram usual = call.usual().histogram();
    LogHistogram now = call.now().histogram();
    say(
        Harm.SLOW,
        call.slower(),
        what
            + (" p50 " + ms(usual.quantile(.5)) + " -> " + ms(now.quantile(.5)))
            + (", p95 " + ms(usual.quantile(.95)) + " -> " + ms(now.quantile(.95)))
            + ("; " + percent(now.shareAbove(usual.quantile(.95))) + " of " + call.now().count())
            + (" calls beyond the usual p95 (history " + call.minutes() + " min)"));
  }

  private void saySuccession(Succession odd) {
    if (!odd.isStart() && odd.oddness() > WEIGHT_MIN) {
      String next = odd.telling();
      say(
          Harm.REST,
          odd.oddness(),
          ("in " + cut(odd.key().operation()) + " of " + service)
              + (", '" + cut(odd.key().previous()) + "' is followed by '" + cut(next) + "' in ")
              + (percent(odd.share(next)) + " of " + format("%.0f", odd.times()) + " times")
              + (", usually " + percent(odd.usualShare(next))));
    }
  }

  private void sayText(Logged.Text text) {
    String quoted = "'" + cut(text.template().text()) + "'";
    String usually = ", usually " + format("%.1f", text.expected());
    if (text.isVanished()) {
      double weight = Math.sqrt(text.expected());
      say(Harm.REST, weight, service + " no longer logs " + quoted + usually + " times");
    } else {
      Harm harm = text.isBad() ? Harm.LOGGED : Harm.REST;
      String times = " " + text.count() + " times";
      say(harm, text.llr(), service + " logged " + quoted + times + usually);
    }
  }

  private Weighed level(Measured.Level level) {
    Series series = level.series();
    MetricBaseline.Level usual = level.usual();
    Harm harm =
        switch (series.aspect()) {
          case CPU, MEMORY, DISK, NETWORK, WAITING -> Harm.RESOURCES;
          case CLIENT, SERVER, RATE, OTHER -> Harm.REST;
        };
    // Less is harm where it is nothing any more of what there always was.
    boolean stopped = level.value() == 0 && usual.min() > 0;
    String name = series.key().substring(series.key().indexOf('|') + 1);
    return new Weighed(
        harm,
        LEVEL_WEIGHT * (stopped ? -level.z() : level.z()),
        (cut(name) + " of " + service + " is " + number(level.value()))
            + (level.isUsedUp() ? ", " + percent(level.share()) + " of its limit" : "")
            + (", usually " + number(usual.median()) + " (between " + number(usual.min()))
            + (" and " + number(usual.max()) + " in " + usual.minutes() + " min)"));
  }

  private static String cut(String text) {
    return text.length() <= NAME_CHARS ? text : text.substring(0, NAME_CHARS) + "...";
  }

  private static String percent(double share) {
    return format(share > 0 && share < .01 ? "%.2f %%" : "%.0f %%", 100 * share);
  }

  private static String ms(double ms) {
    return format(ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }

  private static String number(double value) {
    return format("%.4g", value);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
