package io.faultlore.engine.slice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one service's metric series usually are. */
public final class MetricBaseline {
  private final List<MetricStats> minutes;
  private final Map<Series, Level> levels = new HashMap<>();

  MetricBaseline(List<MetricStats> minutes) {
    this.minutes = minutes;
  }

  /** Median and robust standard deviation of the minutes, and their extremes. */
  public record Level(double median, double sigma, double min, double max, int minutes) {}

  /** The usual level, null when the series was never seen. */
  public @Nullable Level level(Series series) {
    Level known = levels.get(series);
    if (known == null) {
      known = find(series);
      if (known.minutes > 0) {
        levels.put(series, known);
      }
    }
    return known.minutes == 0 ? null : known;
  }

  public int minutes() {
    return minutes.size();
  }

  /** Whether most of the minutes hold any metric of the service. */
  public boolean sentInMostMinutes() {
    long sent = minutes.stream().filter(minute -> !minute.series().isEmpty()).count();
    return 2 * sent > minutes.size();
  }

  private Level find(Series series) {
    double[] values =
        minutes.stream()
            .map(minute -> minute.series().get(series))
            .filter(mean -> mean != null)
            .mapToDouble(MetricStats.Mean::value)
            .toArray();
    double median = Robust.median(values);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Level(median, Robust.sigma(values, median), min, max, values.length);
  }
}
