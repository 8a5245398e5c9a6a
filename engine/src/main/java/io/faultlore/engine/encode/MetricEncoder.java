package io.faultlore.engine.encode;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.MetricBaseline;
import io.faultlore.engine.slice.MetricBaseline.Level;
import io.faultlore.engine.slice.MetricStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import java.util.Map;

/**
 * Level and trend of every metric series, in robust standard deviations, by the words it is named.
 */
final class MetricEncoder implements ModalityEncoder {
  /** As many as slices hold series by default; about 100 bytes each. */
  static final int NAMES_MAX = 20_000;

  /** Minutes after which a level is known. */
  private static final int MINUTES_MIN = 3;

  /** Extremes of a few minutes are soon exceeded. */
  private static final double MINUTES_FOR_HALF = 8;

  /** As much as a series 20 scales off. */
  private static final double GONE = 3;

  private static final String LEVEL = "metric level";
  private static final String TREND = "metric trend";

  private final Known<int[]> words = new Known<>(NAMES_MAX, NameWords::of);

  @Override
  public boolean isKnown(String service, Pane window, Baselines usual) {
    return !window.of(service).metrics().series().isEmpty()
        || usual.metrics(service).sentInAnyMinute();
  }

  @Override
  public Deviations read(String service, Pane window, Baselines usual) {
    Deviations deviations = new Deviations();
    MetricBaseline baseline = usual.metrics(service);
    MetricStats now = window.of(service).metrics();
    for (Map.Entry<Series, MetricStats.Mean> entry : now.series().entrySet()) {
      Level level = baseline.level(entry.getKey());
      if (level != null && level.minutes() >= MINUTES_MIN) {
        deviations.compared();
        double sure = level.minutes() / (level.minutes() + MINUTES_FOR_HALF);
        double shift = sure * Scale.compress(level.beyond(entry.getValue().value()));
        double rise = sure * Deviations.squash(level.inScales(entry.getValue().trend()));
        if (shift != 0 || rise != 0) {
          int[] named = words.of(entry.getKey().plain());
          deviations.add(LEVEL, named, shift);
          deviations.add(TREND, named, rise / 2);
        }
      }
    }
    deviations.add("restarts", Math.log1p(now.restarts()));
    if (isGone(now, window, baseline)) {
      deviations.add("gone", GONE);
    }
    return deviations;
  }

  private static boolean isGone(MetricStats now, Pane window, MetricBaseline baseline) {
    return now.series().isEmpty()
        && window.measuredSeconds() >= 45
        && baseline.minutes() >= MINUTES_MIN
        && baseline.sentInMostMinutes();
  }

  double fill() {
    return words.fill();
  }
}
