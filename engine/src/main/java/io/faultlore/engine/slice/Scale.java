package io.faultlore.engine.slice;

/** The scales on which deviations are measured, in evidence and in states. */
public final class Scale {
  private Scale() {}

  /** Grows like a logarithm on both sides of 0. */
  public static double compress(double value) {
    return Math.signum(value) * Math.log1p(Math.abs(value));
  }

  /**
   * Signed root of the Poisson likelihood ratio: about how many standard deviations a count lies
   * from what was expected, also where counts are small.
   *
   * @param expected half a count is added, so that a first event is no wonder of its own
   */
  public static double llr(double count, double expected) {
    double usual = expected + .5;
    double ratio = count == 0 ? usual : count * Math.log(count / usual) - (count - usual);
    double size = Math.sqrt(2 * Math.max(0, ratio));
    return count >= usual ? size : -size;
  }
}
