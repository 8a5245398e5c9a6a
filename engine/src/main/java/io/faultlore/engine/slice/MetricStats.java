package io.faultlore.engine.slice;

import java.util.LinkedHashMap;
import java.util.Map;

/** Mergeable statistics of one service's metric series: the mean of each over the time. */
public final class MetricStats {
  static final MetricStats NONE = new MetricStats();

  private final Map<Series, Mean> series = new LinkedHashMap<>();
  private int restarts;

  /** A mean over time, and where it began and ended. */
  public static final class Mean {
    private double sum;
    private long count;
    private double first;
    private double last;

    private void add(double value) {
      first = count == 0 ? value : first;
      last = value;
      sum += value;
      count++;
    }

    private void append(Mean later) {
      first = count == 0 ? later.first : first;
      last = later.last;
      sum += later.sum;
      count += later.count;
    }

    public double value() {
      return sum / count;
    }

    /**
     * The last value minus the first, divided so that it scatters like {@link #value} does where
     * values are independent.
     */
    public double trend() {
      return (last - first) / Math.sqrt(2.0 * count);
    }
  }

  void add(Series of, double value) {
    series.computeIfAbsent(of, k -> new Mean()).add(value);
  }

  void restart() {
    restarts++;
  }

  /** Adds what came later. */
  void merge(MetricStats other) {
    restarts += other.restarts;
    other.series.forEach(
        (of, theirs) -> series.computeIfAbsent(of, k -> new Mean()).append(theirs));
  }

  public Map<Series, Mean> series() {
    return series;
  }

  /** Counters that began anew: a process was started again. */
  public int restarts() {
    return restarts;
  }
}
