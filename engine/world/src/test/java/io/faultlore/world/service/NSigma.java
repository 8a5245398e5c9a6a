package io.faultlore.world.service;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usual baseline of root-cause analysis: the service one of whose features lies the most
 * standard deviations from its mean before the fault.
 */
final class NSigma {
  /** What is looked at. */
  enum View {
    ALL,
    SPANS,
    METRICS,
    LOGS
  }

  private static final long PANE = 15_000_000_000L;

  private record Key(String service, View view, Object name, String of) {}

  private record Series(Object instance, Object name, Object attributes) {}

  private final long first;
  private final int before;
  private final int panes;
  private final Map<Key, Feature> features = new HashMap<>();
  private final Map<Key, double[]> last = new HashMap<>();

  /**
   * A baseline.
   *
   * @param first where the time before the fault begins
   * @param fault where the fault begins
   * @param end where it ends
   */
  NSigma(long first, long fault, long end) {
    this.first = first;
    this.before = (int) ((fault - first) / PANE);
    this.panes = (int) ((end - first) / PANE);
  }

  /** Means of a feature by pane; a count is 0 where there was nothing, anything else is unknown. */
  private static final class Feature {
    final double[] sums;
    final int[] weights;
    final boolean counts;

    Feature(int panes, boolean counts) {
      this.sums = new double[panes];
      this.weights = new int[panes];
      this.counts = counts;
    }

    double score(int before) {
      double[] usual = moments(0, before);
      double[] now = moments(before, sums.length);
      if (usual[0] < 4 || now[0] < 2) {
        return 0;
      }
      double deviation = Math.max(usual[2], Math.max(.05 * Math.abs(usual[1]), .02));
      return Math.abs(now[1] - usual[1]) / deviation;
    }

    /** Panes, mean, standard deviation. */
    private double[] moments(int from, int to) {
      int n = 0;
      double sum = 0;
      double squares = 0;
      for (int pane = from; pane < to; pane++) {
        if (counts || weights[pane] > 0) {
          double value = counts ? sums[pane] : sums[pane] / weights[pane];
          n++;
          sum += value;
          squares += value * value;
        }
      }
      double mean = n == 0 ? 0 : sum / n;
      return new double[] {n, mean, n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n - mean * mean))};
    }
  }

  void take(Signal signal) {
    String service = signal.resource().service();
    if (service.isEmpty() || signal.timeUnixNano() < first) {
      return;
    }
    switch (signal) {
      case Span span -> {
        double log = Math.log(1e3 + span.durationNanos());
        add(new Key(service, View.SPANS, span.name(), "duration"), signal, log, false);
        add(new Key(service, View.SPANS, span.name(), "error"), signal, one(span.isError()), false);
        add(new Key(service, View.SPANS, "", "count"), signal, 1, true);
      }
      case LogRecord log -> {
        add(new Key(service, View.LOGS, "", "count"), signal, 1, true);
        add(new Key(service, View.LOGS, "", "loud"), signal, one(log.severity() > 12), true);
      }
      case MetricPoint point -> metric(service, point);
    }
  }

  private static double one(boolean is) {
    return is ? 1 : 0;
  }

  private void metric(String service, MetricPoint point) {
    Series series = new Series(point.resource().instance(), point.name(), point.attributes());
    Key key = new Key(service, View.METRICS, series, "value");
    switch (point.data()) {
      case MetricPoint.Gauge(double value) -> add(key, point, value, false);
      case MetricPoint.Sum(double value, boolean monotonic, boolean cumulative) -> {
        if (monotonic) {
          rate(key, point, value);
        } else {
          add(key, point, value, false);
        }
      }
      case MetricPoint.Histogram histogram -> {
        rate(new Key(service, View.METRICS, series, "count"), point, (double) histogram.count());
        rate(new Key(service, View.METRICS, series, "sum"), point, histogram.sum());
      }
      default -> {}
    }
  }

  private void rate(Key key, MetricPoint point, double value) {
    double[] earlier = last.put(key, new double[] {point.timeUnixNano(), value});
    if (earlier != null && value >= earlier[1] && point.timeUnixNano() > earlier[0]) {
      double seconds = (point.timeUnixNano() - earlier[0]) / 1e9;
      add(key, point, (value - earlier[1]) / seconds, false);
    }
  }

  private void add(Key key, Signal signal, double value, boolean counts) {
    int pane = (int) ((signal.timeUnixNano() - first) / PANE);
    if (pane < panes) {
      Feature feature = features.computeIfAbsent(key, none -> new Feature(panes, counts));
      feature.sums[pane] += value;
      feature.weights[pane]++;
    }
  }

  /** The most abnormal service; of equal ones the first by name. */
  String worst(View view) {
    Map<String, Double> scores = new TreeMap<>();
    features.forEach(
        (key, feature) -> {
          if (view == View.ALL || view == key.view) {
            scores.merge(key.service, feature.score(before), Math::max);
          }
        });
    return scores.entrySet().stream()
        .max(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.<String, Double>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
