package io.faultlore.engine.slice;

import java.util.LinkedHashMap;
import java.util.Map;

/** Mergeable statistics of one service's metric series: the mean of each over the time. */
public final class MetricStats {
  static final MetricStats NONE = new MetricStats();

  private final Map<Series, Mean> series = new LinkedHashMap<>();
  private int restarts;

  /** A sum with its number of terms. */
  public static final class Mean {
    private double sum;
    private long count;

    public double value() {
      return sum / count;
    }
  }

  void add(Series of, double value) {
    Mean mean = series.computeIfAbsent(of, k -> new Mean());
    mean.sum += value;
    mean.count++;
  }

  void restart() {
    restarts++;
  }

  void merge(MetricStats other) {
    restarts += other.restarts;
    other.series.forEach(
        (of, theirs) -> {
          Mean mean = series.computeIfAbsent(of, k -> new Mean());
          mean.sum += theirs.sum;
          mean.count += theirs.count;
        });
  }

  public Map<Series, Mean> series() {
    return series;
  }

  /** Counters that began anew: a process was started again. */
  public int restarts() {
    return restarts;
  }
}
