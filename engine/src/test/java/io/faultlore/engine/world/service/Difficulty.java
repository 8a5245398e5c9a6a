package io.faultlore.engine.world.service;

import static io.faultlore.engine.world.service.Captured.MINUTE;
import static io.faultlore.engine.world.service.Captured.START;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.world.Label;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often the most abnormal service by n-sigma is the root cause, by kind of fault and with each
 * modality alone: systems, faults a system.
 */
final class Difficulty {
  private static final long PANE = 15_000_000_000L;
  private static final long BEFORE = 12 * MINUTE;
  private static final String[] VIEWS = {"all", "spans", "metrics", "logs"};

  /** Sums of one feature in panes before and during the fault. */
  private final Map<String, TreeMap<Long, double[]>> features = new HashMap<>();

  private final Map<String, double[]> last = new HashMap<>();

  public static void main(String[] arguments) {
    int systems = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Map<String, double[]> table = new TreeMap<>();
    FaultKind[] kinds = FaultKind.values();
    int next = 0;
    for (int seed = 0; seed < systems; seed++) {
      SystemPlan plan = Systems.random(seed).withSamplingRatio(1);
      for (int i = 0; i < each; i++, next++) {
        FaultKind kind = kinds[next % kinds.length];
        Injection injection;
        try {
          injection =
              ServiceWorld.randomInjection(
                  plan, kind, START + BEFORE, START + BEFORE + 3 * MINUTE, next);
        } catch (IllegalArgumentException noPlace) {
          continue;
        }
        ServiceWorld world = ServiceWorld.of(plan, Schedule.of(injection), START, next);
        Difficulty seen = new Difficulty();
        world.advance(START + BEFORE + 3 * MINUTE, (arrival, signal) -> seen.take(signal));
        double[] row = table.computeIfAbsent(kind.type(), key -> new double[6]);
        double[] total = table.computeIfAbsent("~all", key -> new double[6]);
        Label.Fault label =
            world.labels().stream()
                .filter(Label.Fault.class::isInstance)
                .map(Label.Fault.class::cast)
                .findFirst()
                .orElseThrow();
        for (int view = 0; view < VIEWS.length; view++) {
          boolean hit = seen.worst(VIEWS[view]).equals(injection.service());
          row[view] += hit ? 1 : 0;
          total[view] += hit ? 1 : 0;
        }
        row[4]++;
        total[4]++;
        row[5] += (double) label.victims().size() / plan.services().size();
        total[5] += (double) label.victims().size() / plan.services().size();
      }
    }
    System.out.printf(
        "%-26s %4s %6s %6s %7s %6s %8s%n",
        "kind", "n", "all", "spans", "metrics", "logs", "victims");
    table.forEach(
        (kind, row) ->
            System.out.printf(
                Locale.ROOT,
                "%-26s %4.0f %6.2f %6.2f %7.2f %6.2f %8.2f%n",
                kind,
                row[4],
                row[0] / row[4],
                row[1] / row[4],
                row[2] / row[4],
                row[3] / row[4],
                row[5] / row[4]));
  }

  private void take(Signal signal) {
    String service = signal.resource().service();
    if (service.isEmpty()) {
      return;
    }
    switch (signal) {
      case Span span -> {
        String name = service + "|spans|" + span.name();
        add(name + "#ms", signal, Math.log(1e3 + span.durationNanos()), 1);
        add(name + "#error", signal, span.isError() ? 1 : 0, 1);
        add(service + "|spans|count", signal, 1, 0);
      }
      case LogRecord log -> {
        add(service + "|logs|count", signal, 1, 0);
        add(service + "|logs|loud", signal, log.severity() > 12 ? 1 : 0, 0);
      }
      case MetricPoint point -> metric(service + "|metrics|", point);
    }
  }

  private void metric(String prefix, MetricPoint point) {
    String name = prefix + point.resource().instance() + point.name() + point.attributes();
    switch (point.data()) {
      case MetricPoint.Gauge(double value) -> add(name, point, value, 1);
      case MetricPoint.Sum(double value, boolean monotonic, boolean cumulative) -> {
        if (monotonic) {
          rate(name, point, value);
        } else {
          add(name, point, value, 1);
        }
      }
      case MetricPoint.Histogram h -> {
        rate(name + "#n", point, (double) h.count());
        rate(name + "#s", point, h.sum());
      }
      default -> {}
    }
  }

  private void rate(String name, MetricPoint point, double value) {
    double[] before = last.put(name, new double[] {point.timeUnixNano(), value});
    if (before != null && value >= before[1]) {
      add(name, point, (value - before[1]) / (point.timeUnixNano() - before[0]) * 1e9, 1);
    }
  }

  private void add(String name, Signal signal, double value, double weight) {
    double[] cell =
        features
            .computeIfAbsent(name, key -> new TreeMap<>())
            .computeIfAbsent(signal.timeUnixNano() / PANE, key -> new double[2]);
    cell[0] += value;
    cell[1] += weight;
  }

  private String worst(String view) {
    Map<String, Double> scores = new TreeMap<>();
    long from = (START + BEFORE) / PANE;
    long first = (START + 3 * MINUTE) / PANE;
    features.forEach(
        (name, panes) -> {
          String service = name.substring(0, name.indexOf('|'));
          if (view.equals("all") || name.contains("|" + view + "|")) {
            scores.merge(service, score(panes, first, from), Math::max);
          }
        });
    return scores.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static double score(SortedMap<Long, double[]> panes, long first, long from) {
    double[] before = moments(panes, first, from);
    double[] during = moments(panes, from, from + 12);
    if (before[0] < 4 || during[0] < 2) {
      return 0;
    }
    double deviation = Math.max(before[2], Math.max(.05 * Math.abs(before[1]), .02));
    return Math.abs(during[1] - before[1]) / deviation;
  }

  /** Panes, mean, standard deviation; a pane without records counts as nothing if it is a count. */
  private static double[] moments(SortedMap<Long, double[]> panes, long from, long to) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    boolean counts = panes.values().iterator().next()[1] == 0;
    for (long pane = from; pane < to; pane++) {
      double[] cell = panes.get(pane);
      if (cell != null || counts) {
        double value = cell == null ? 0 : cell[0] / Math.max(1, cell[1]);
        n++;
        sum += value;
        squares += value * value;
      }
    }
    double mean = n == 0 ? 0 : sum / n;
    return new double[] {n, mean, Math.sqrt(Math.max(0, n == 0 ? 0 : squares / n - mean * mean))};
  }
}
