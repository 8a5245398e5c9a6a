package io.faultlore.engine.report;

import io.prometheus.metrics.core.datapoints.DataPoint;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The series of one metric, within the bounds of the catalogue. Two bounds, since bounds of labels
 * multiply: one on the values of each label, one on the label sets.
 *
 * @param <D> how one series is written
 */
final class Family<D extends DataPoint> {
  static final String OTHER = "other";

  /** Longer label values are cut: names in telemetry can be of any length. */
  static final int VALUE_LENGTH_MAX = 128;

  private final Catalogue metric;
  private final StatefulMetric<D, ?> exposed;
  private final Consumer<String> refused;
  private final ConcurrentHashMap<List<String>, D> series = new ConcurrentHashMap<>();

  private final Object lock = new Object();

  /** For each label, how many series use a value; guarded by the lock. */
  private final List<Map<String, Integer>> uses = new ArrayList<>();

  /** Series apart from those that hold only {@link #OTHER}; guarded by the lock. */
  private int apart;

  Family(Catalogue metric, StatefulMetric<D, ?> exposed, Consumer<String> refused) {
    this.metric = metric;
    this.exposed = exposed;
    this.refused = refused;
    metric.labels().forEach(label -> uses.add(new HashMap<>()));
  }

  /** Applies the change to the series with these label values, in the order of the catalogue. */
  void update(Consumer<? super D> change, String... values) {
    D known = series.get(List.of(values));
    if (known != null) {
      change.accept(known);
    } else {
      change(change, cut(values));
    }
  }

  private void change(Consumer<? super D> change, List<String> values) {
    if (values.size() != uses.size()) {
      throw new IllegalArgumentException(metric + " has " + uses.size() + " labels");
    }
    synchronized (lock) {
      if (series.containsKey(values) || fits(values)) {
        change.accept(series(values));
        return;
      }
      refused.accept(metric.metricName());
      // Sums stay right under OTHER; a gauge of many cases in one series would mean nothing.
      if (metric.kind() != Catalogue.Kind.GAUGE) {
        change.accept(series(fold(values)));
      }
    }
  }

  /** Ends the series; its label values make room for others. */
  void remove(String... labelValues) {
    List<String> values = cut(labelValues);
    synchronized (lock) {
      if (series.remove(values) == null) {
        return;
      }
      exposed.remove(values.toArray(String[]::new));
      if (!onlyOther(values)) {
        apart--;
        for (int i = 0; i < values.size(); i++) {
          uses.get(i).computeIfPresent(values.get(i), (value, n) -> n == 1 ? null : n - 1);
        }
      }
    }
  }

  int size() {
    return series.size();
  }

  private D series(List<String> values) {
    return series.computeIfAbsent(
        values,
        fresh -> {
          if (!onlyOther(fresh)) {
            apart++;
            for (int i = 0; i < fresh.size(); i++) {
              uses.get(i).merge(fresh.get(i), 1, Integer::sum);
            }
          }
          return exposed.labelValues(fresh.toArray(String[]::new));
        });
  }

  private boolean fits(List<String> values) {
    return IntStream.range(0, values.size()).allMatch(i -> fits(i, values.get(i)))
        && (apart < metric.seriesMax() || onlyOther(values));
  }

  private boolean fits(int label, String value) {
    MetricLabel bound = metric.labels().get(label);
    if (!bound.isOpen()) {
      return bound.values().contains(value);
    }
    Map<String, Integer> used = uses.get(label);
    return value.equals(OTHER) || used.containsKey(value) || used.size() < bound.valuesMax();
  }

  /** Only what does not fit becomes {@link #OTHER}, unless the metric as a whole is full. */
  private List<String> fold(List<String> values) {
    List<String> folded = new ArrayList<>(values);
    for (int i = 0; i < folded.size(); i++) {
      if (!fits(i, folded.get(i))) {
        folded.set(i, OTHER);
      }
    }
    if (!series.containsKey(folded) && apart >= metric.seriesMax()) {
      for (int i = 0; i < folded.size(); i++) {
        if (metric.labels().get(i).isOpen()) {
          folded.set(i, OTHER);
        }
      }
    }
    return List.copyOf(folded);
  }

  /** These are not bounded by the label sets: there are only as many as closed labels allow. */
  private boolean onlyOther(List<String> values) {
    return IntStream.range(0, values.size())
        .noneMatch(i -> metric.labels().get(i).isOpen() && !values.get(i).equals(OTHER));
  }

  private static List<String> cut(String[] values) {
    return Stream.of(values)
        .map(value -> value.substring(0, Math.min(value.length(), VALUE_LENGTH_MAX)))
        .toList();
  }
}
