package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.MetricBaseline;
import io.faultlore.engine.slice.MetricBaseline.Level;
import io.faultlore.engine.slice.MetricStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.Map;

/** How far a service's metric series lie from their usual level. */
final class MetricEvidence {
  /** Minutes after which a level is known. */
  static final int MINUTES_MIN = 3;

  private MetricEvidence() {}

  static void read(String service, Pane window, Baselines usual, Row row) {
    MetricBaseline baseline = usual.metrics(service);
    MetricStats now = window.of(service).metrics();
    for (Map.Entry<Series, MetricStats.Mean> entry : now.series().entrySet()) {
      Series series = entry.getKey();
      Level level = baseline.level(series);
      if (level != null && level.minutes() >= MINUTES_MIN) {
        double value = entry.getValue().value();
        double z = level.z(value);
        row.raise(up(series.aspect()), Scale.compress(z));
        row.raise(down(series.aspect()), Scale.compress(-z));
        if (series.aspect() == Series.Aspect.CPU && Math.abs(level.median()) < 64) {
          row.raise(Sign.CPU_SHIFT, Math.min(1, value - level.median()));
        }
      }
    }
    row.set(Sign.RESTARTS, Math.min(3, now.restarts()));
    if (gone(service, window, usual)) {
      row.set(Sign.METRICS_GONE, 1);
    }
  }

  /**
   * Whether others sent metrics in most of a minute, and this service, which usually does, none.
   */
  static boolean gone(String service, Pane window, Baselines usual) {
    return window.measuredSeconds() >= 45
        && window.of(service).metrics().series().isEmpty()
        && isExpected(service, usual);
  }

  /** Whether the service usually sends metrics. */
  static boolean isExpected(String service, Baselines usual) {
    MetricBaseline baseline = usual.metrics(service);
    return baseline.minutes() >= MINUTES_MIN && baseline.sentInMostMinutes();
  }

  private static Sign up(Series.Aspect aspect) {
    return switch (aspect) {
      case CPU -> Sign.CPU_UP;
      case MEMORY -> Sign.MEMORY_UP;
      case NETWORK -> Sign.NETWORK_UP;
      case CLIENT -> Sign.CLIENT_UP;
      case SERVER -> Sign.SERVER_UP;
      case RATE -> Sign.RATE_UP;
      case WAITING -> Sign.WAITING_UP;
      case DISK, OTHER -> Sign.OTHER_UP;
    };
  }

  private static Sign down(Series.Aspect aspect) {
    return switch (aspect) {
      case CPU -> Sign.CPU_DOWN;
      case MEMORY -> Sign.MEMORY_DOWN;
      case NETWORK -> Sign.NETWORK_DOWN;
      case CLIENT -> Sign.CLIENT_DOWN;
      case SERVER -> Sign.SERVER_DOWN;
      case RATE -> Sign.RATE_DOWN;
      case WAITING -> Sign.WAITING_DOWN;
      case DISK, OTHER -> Sign.OTHER_DOWN;
    };
  }
}
