package io.faultlore.engine.slice;

import java.util.Arrays;

/** Robust statistics of small samples. */
public final class Robust {
  /** Makes the median absolute deviation comparable with a standard deviation. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private Robust() {}

  /** The median, 0 of nothing. */
  public static double median(double[] values) {
    return quantile(values, .5);
  }

  /** The quantile with linear interpolation, 0 of nothing. */
  public static double quantile(double[] values, double q) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Median absolute deviation from the centre, scaled to a standard deviation. */
  public static double sigma(double[] values, double center) {
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(values[i] - center);
    }
    return MAD_TO_SIGMA * median(deviations);
  }
}
