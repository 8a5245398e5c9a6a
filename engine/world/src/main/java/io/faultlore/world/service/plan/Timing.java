package io.faultlore.world.service.plan;

/**
 * A random span of time.
 *
 * @param micros mean, microseconds
 */
public record Timing(double micros, Shape shape) {
  /** The distribution around the mean. */
  public enum Shape {
    EXPONENTIAL,
    /** Log-normal with sigma .35: computing. */
    STEADY,
    /** Log-normal with sigma .8: queries, disks, other people's computers. */
    WIDE
  }

  public Timing {
    if (!(micros >= 0 && micros < 3.6e9)) {
      throw new IllegalArgumentException("mean time of " + micros + " us is not in [0, 1 h)");
    }
  }

  static Timing steady(double micros) {
    return new Timing(micros, Shape.STEADY);
  }

  static Timing wide(double micros) {
    return new Timing(micros, Shape.WIDE);
  }

  Timing times(double factor) {
    return new Timing(micros * factor, shape);
  }

  /** One of them, nanoseconds. */
  public double nanos(Draw draw) {
    double mean = micros * 1e3;
    return switch (shape) {
      case EXPONENTIAL -> draw.exponential(mean);
      case STEADY -> draw.logNormal(mean, .35);
      case WIDE -> draw.logNormal(mean, .8);
    };
  }
}
