package io.faultlore.engine.slice;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Mergeable statistics of one service's metric series: the mean of each over the time. */
public final class MetricStats {
  static final MetricStats NONE = new MetricStats();

  private final Map<Series, Mean> series = new LinkedHashMap<>();
  private final Set<Series> restartedAgain = new HashSet<>();
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

  /** A counter began anew, as it had done a short while ago. */
  void restartAgain(Series counter) {
    restartedAgain.add(counter);
  }

  /** Adds what came later. */
  void merge(MetricStats other) {
    restarts += other.restarts;
    restartedAgain.addAll(other.restartedAgain);
    other.series.forEach(
        (of, theirs) -> series.computeIfAbsent(of, k -> new Mean()).append(theirs));
  }

  public Map<Series, Mean> series() {
    return series;
  }

  /**
   * The share of its limit that a series uses, 1 when there is no more; empty when it has no limit
   * or none is known.
   */
  public OptionalDouble shareOfLimit(Series of) {
    Mean used = series.get(of);
    if (used == null) {
      return OptionalDouble.empty();
    }
    if (of.role() == Series.Role.UTILIZATION) {
      return OptionalDouble.of(used.value());
    }
    if (of.meaning().limit().isEmpty()) {
      return OptionalDouble.empty();
    }
    return series.entrySet().stream()
        .filter(other -> other.getKey().isLimitOf(of) && other.getValue().value() > 0)
        .mapToDouble(limit -> used.value() / limit.getValue().value())
        .findFirst();
  }

  /**
   * Instances whose process was started again and again, and how many of their counters tell so.
   */
  public SortedMap<String, Integer> restartedAgain() {
    SortedMap<String, Integer> counters = new TreeMap<>();
    restartedAgain.forEach(counter -> counters.merge(counter.instance(), 1, Integer::sum));
    return counters;
  }

  /** Counters that began anew: a process was started again. */
  public int restarts() {
    return restarts;
  }
}
