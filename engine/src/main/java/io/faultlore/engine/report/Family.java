package io.faultlore.engine.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The series of one metric, within the bounds of the catalogue. Two bounds, since bounds of labels
 * multiply: one on the values of each label, one on the label sets.
 *
 * @param <D> how one series is written
 */
final class Family<D> {
  static final String OTHER = "other";

  /** Longer label values are cut: names in telemetry can be of any length. */
  static final int VALUE_LENGTH_MAX = 128;

  /** What becomes of an update over the bounds. */
  enum Overflow {
    /** Counted under {@link #OTHER}, so that sums stay right. */
    FOLD,
    /** Not shown: a gauge of many cases in one series would mean nothing. */
    HIDE
  }

  private final Catalogue metric;
  private final Overflow overflow;
  private final Function<String[], D> open;
  private final Consumer<String[]> close;
  private final Consumer<String> refused;
  private final ConcurrentHashMap<List<String>, D> series = new ConcurrentHashMap<>();

  private final Object lock = new Object();

  /** For each label, how many series use a value; guarded by the lock. */
  private final List<Map<String, Integer>> uses = new ArrayList<>();

  /** Series apart from those that hold only {@link #OTHER}; guarded by the lock. */
  private int apart;

  Family(
      Catalogue metric,
      Overflow overflow,
      Function<String[], D> open,
      Consumer<String[]> close,
      Consumer<String> refused) {
    this.metric = metric;
    this.overflow = overflow;
    this.open = open;
    this.close = close;
    this.refused = refused;
    metric.labels().forEach(label -> uses.add(new HashMap<>()));
  }

  /** Applies the change to the series with these label values, in the order of the catalogue. */
  void update(Consumer<? super D> change, String... values) {
    D known = series.get(List.of(values));
    if (known != null) {
      change.accept(known);
    } else {
      change(change, values);
    }
  }

  private void change(Consumer<? super D> change, String[] values) {
    if (values.length != uses.size()) {
      throw new IllegalArgumentException(metric + " has " + uses.size() + " labels");
    }
    synchronized (lock) {
      String[] cut = cut(values);
      if (series.containsKey(List.of(cut)) || fits(cut)) {
        change.accept(series(cut));
        return;
      }
      refused.accept(metric.metricName());
      if (overflow == Overflow.FOLD) {
        change.accept(series(fold(cut)));
      }
    }
  }

  /** Ends the series; its label values make room for others. */
  void remove(String... values) {
    synchronized (lock) {
      String[] cut = cut(values);
      if (series.remove(List.of(cut)) == null) {
        return;
      }
      close.accept(cut);
      if (!onlyOther(cut)) {
        apart--;
        for (int i = 0; i < cut.length; i++) {
          uses.get(i).computeIfPresent(cut[i], (value, n) -> n == 1 ? null : n - 1);
        }
      }
    }
  }

  int size() {
    return series.size();
  }

  private D series(String[] values) {
    D known = series.get(List.of(values));
    if (known != null) {
      return known;
    }
    if (!onlyOther(values)) {
      apart++;
      for (int i = 0; i < values.length; i++) {
        uses.get(i).merge(values[i], 1, Integer::sum);
      }
    }
    D opened = open.apply(values);
    series.put(List.of(values), opened);
    return opened;
  }

  private boolean fits(String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!fits(i, values[i])) {
        return false;
      }
    }
    return apart < metric.seriesMax() || onlyOther(values);
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
  private String[] fold(String[] values) {
    String[] folded = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (!fits(i, values[i])) {
        folded[i] = OTHER;
      }
    }
    if (series.containsKey(List.of(folded)) || apart < metric.seriesMax()) {
      return folded;
    }
    for (int i = 0; i < values.length; i++) {
      if (metric.labels().get(i).isOpen()) {
        folded[i] = OTHER;
      }
    }
    return folded;
  }

  /** These are not bounded by the label sets: there are only as many as closed labels allow. */
  private boolean onlyOther(String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (metric.labels().get(i).isOpen() && !values[i].equals(OTHER)) {
        return false;
      }
    }
    return true;
  }

  private static String[] cut(String[] values) {
    String[] cut = values.clone();
    for (int i = 0; i < cut.length; i++) {
      if (cut[i].length() > VALUE_LENGTH_MAX) {
        cut[i] = cut[i].substring(0, VALUE_LENGTH_MAX);
      }
    }
    return cut;
  }
}
