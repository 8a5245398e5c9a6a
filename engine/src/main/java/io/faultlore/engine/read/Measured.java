package io.faultlore.engine.read;

import io.faultlore.engine.slice.MetricBaseline;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.slice.ServicePane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What metrics tell. */
public sealed interface Measured extends Compared {
  /**
   * One series, at least some minutes after it was first seen.
   *
   * @param value its mean over the window
   * @param trend from the first to the last value, scattering like the mean does
   * @param share of its limit, 1 when there is no more; NaN when that is not known, or not looked
   *     for because the value is as usual
   */
  record Level(Series series, double value, double trend, MetricBaseline.Level usual, double share)
      implements Measured {
    /** Minutes after which a level is known, and whether a service sends metrics. */
    static final int MINUTES_MIN = 3;

    /** Share of a limit from which on the next request may find nothing left. */
    private static final double USED_UP = .9;

    /** Extremes of a few minutes are soon exceeded. */
    private static final double MINUTES_FOR_HALF = 8;

    /** How far the value lies from the median, in robust standard deviations, within 50. */
    public double z() {
      return usual.z(value);
    }

    /** How far the value lies outside of all that was seen, likewise. */
    public double beyond() {
      return usual.beyond(value);
    }

    /** How steeply it rises, likewise. */
    public double rise() {
      return usual.inScales(trend);
    }

    /** Whether little is left of something of which there always was enough. */
    public boolean isUsedUp() {
      return share >= USED_UP && usual.max() * share < USED_UP * value;
    }

    /** How sure the range is, 0 to 1. */
    public double sureness() {
      return usual.minutes() / (usual.minutes() + MINUTES_FOR_HALF);
    }
  }

  /**
   * The processes that send metrics.
   *
   * @param restarts counters that began anew
   * @param expected whether the service usually sends metrics
   * @param gone whether it sent none though it usually does, and others did most of a minute
   */
  record Sending(int restarts, boolean expected, boolean gone) implements Measured {
    /** In seconds: most of the minute after which metrics are sent at the latest. */
    private static final double GONE_SECONDS = 45;

    private static Sending of(ServicePane now, MetricBaseline usual, double seconds) {
      boolean expected = usual.minutes() >= Level.MINUTES_MIN && usual.sentInMostMinutes();
      boolean silent =
          now.metrics().series().isEmpty() && !now.isAstray() && seconds >= GONE_SECONDS;
      return new Sending(now.metrics().restarts(), expected, expected && silent);
    }
  }

  /** An instance whose process is started again and again, which is no deployment. */
  record Restarted(String instance) implements Measured {
    /** One counter may be set back by the application itself. */
    private static final int COUNTERS_MIN = 2;

    private static List<Restarted> of(ServicePane now, MetricBaseline usual) {
      if (usual.minutes() < Level.MINUTES_MIN || usual.restartedInManyMinutes()) {
        return List.of();
      }
      return now.metrics().restartedAgain().entrySet().stream()
          .filter(one -> one.getValue() >= COUNTERS_MIN)
          .map(Map.Entry::getKey)
          .filter(instance -> !instance.isEmpty()) // of several two may have been, once each
          .map(Restarted::new)
          .toList();
    }
  }

  /**
   * The series in the order of the window, then who was started again, then who sends them.
   *
   * @param seconds in which metrics of any service were recorded
   */
  static List<Measured> of(ServicePane now, MetricBaseline usual, double seconds) {
    List<Measured> measured = new ArrayList<>();
    now.metrics()
        .series()
        .forEach(
            (series, mean) -> {
              MetricBaseline.Level level = usual.level(series);
              if (level != null && level.minutes() >= Level.MINUTES_MIN) {
                double value = mean.value();
                OptionalDouble share =
                    level.beyond(value) > 0
                        ? now.metrics().shareOfLimit(series)
                        : OptionalDouble.empty();
                measured.add(
                    new Level(series, value, mean.trend(), level, share.orElse(Double.NaN)));
              }
            });
    measured.addAll(Restarted.of(now, usual));
    measured.add(Sending.of(now, usual, seconds));
    return measured;
  }
}
