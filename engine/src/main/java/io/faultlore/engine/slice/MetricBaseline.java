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
  public record Level(double median, double sigma, double min, double max, int minutes) {
    /** Beyond this a series is simply elsewhere; single series must not outweigh everything. */
    private static final double Z_MAX = 50;

    /** Distance of the value from the median in {@link #scale}s, within 50. */
    public double z(double value) {
      return inScales(value - median);
    }

    /**
     * How far the value lies outside of all that was seen, in {@link #scale}s. Levels that wander
     * or jump between two values have no standard deviation worth the name, but a range.
     */
    public double beyond(double value) {
      return inScales(value - Math.clamp(value, min, max));
    }

    /** A difference of two values in {@link #scale}s, within 50. */
    public double inScales(double difference) {
      return Math.clamp(difference / scale(), -Z_MAX, Z_MAX);
    }

    /**
     * Robust standard deviation. A series that hardly ever moves gets a floor from its size and its
     * range, so that its first small move is no alarm.
     */
    private double scale() {
      double floor = Math.max(.05 * Math.abs(median), .15 * (max - min));
      return Math.max(sigma, Math.max(floor, 1e-9));
    }
  }

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

  /** Whether any of the minutes holds any metric of the service. */
  public boolean sentInAnyMinute() {
    return minutes.stream().anyMatch(minute -> !minute.series().isEmpty());
  }

  /** Whether most of the minutes hold any metric of the service. */
  public boolean sentInMostMinutes() {
    long sent = minutes.stream().filter(minute -> !minute.series().isEmpty()).count();
    return 2 * sent > minutes.size();
  }

  /** Whether counters began anew in so many of the minutes that it says nothing. */
  public boolean restartedInManyMinutes() {
    long restarted = minutes.stream().filter(minute -> minute.restarts() > 0).count();
    return restarted > Changes.RESTARTS_SHARE_MAX * minutes.size();
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
