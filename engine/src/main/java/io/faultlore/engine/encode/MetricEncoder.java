package io.faultlore.engine.encode;

import io.faultlore.engine.read.Measured;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.slice.Scale;

/**
 * Level and trend of every metric series, in robust standard deviations, by the words it is named.
 */
final class MetricEncoder implements ModalityEncoder {
  /** As many as slices hold series by default; about 100 bytes each. */
  static final int NAMES_MAX = 20_000;

  /** As much as a series 20 scales off. */
  private static final double GONE = 3;

  private static final String LEVEL = "metric level";
  private static final String TREND = "metric trend";

  private final Known<int[]> words = new Known<>(NAMES_MAX, NameWords::of);

  @Override
  public Deviations read(ServiceReading reading) {
    Deviations deviations = new Deviations();
    for (Measured one : reading.measured()) {
      switch (one) {
        case Measured.Level level -> readLevel(level, deviations);
        case Measured.Sending sending -> {
          deviations.add("restarts", Math.log1p(sending.restarts()));
          deviations.add("gone", sending.gone() ? GONE : 0);
        }
        case Measured.Restarted _ -> deviations.add("restarted again", GONE);
      }
    }
    return deviations;
  }

  private void readLevel(Measured.Level level, Deviations deviations) {
    deviations.compared();
    double shift = level.sureness() * Scale.compress(level.beyond());
    double rise = level.sureness() * Deviations.squash(level.rise());
    if (shift != 0 || rise != 0) {
      int[] named = words.of(level.series().plain());
      deviations.add(LEVEL, named, shift);
      deviations.add(TREND, named, rise / 2);
    }
  }

  double fill() {
    return words.fill();
  }
}
