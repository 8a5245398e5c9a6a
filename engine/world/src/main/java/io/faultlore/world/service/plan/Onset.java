package io.faultlore.world.service.plan;

/** How a fault comes. */
public enum Onset {
  /** At once. */
  SUDDEN,
  /** Growing over the first two thirds of its time. */
  CREEPING,
  /** On for 20 s, off for 15 s, and so on. */
  FLAPPING;

  private static final double ON = 20;
  private static final double OFF = 15;

  /**
   * Share of the full strength.
   *
   * @param seconds since the start
   * @param duration seconds from start to end
   */
  public double level(double seconds, double duration) {
    return switch (this) {
      case SUDDEN -> 1;
      case CREEPING -> Math.min(1, (seconds + 1) / (duration * 2 / 3));
      case FLAPPING -> seconds % (ON + OFF) < ON ? 1 : 0;
    };
  }
}
