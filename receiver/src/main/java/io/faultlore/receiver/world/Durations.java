package io.faultlore.receiver.world;

/** Durations of one operation in logarithmic bins: a quantile is exact to 4 %. */
final class Durations {
  /** From a microsecond to a quarter of an hour; what is outside counts as the last. */
  private static final int BINS = 512;

  private static final double LOG_LEAST = Math.log(1e3);
  private static final double LOG_BIN = Math.log(1e9) / BINS;

  private final int[] bins = new int[BINS];
  private long total;

  void add(long nanos) {
    int bin = (int) ((Math.log(Math.max(1.0, (double) nanos)) - LOG_LEAST) / LOG_BIN);
    bins[Math.clamp(bin, 0, BINS - 1)]++;
    total++;
  }

  long total() {
    return total;
  }

  /**
   * A quantile.
   *
   * @param q 0 to 1
   * @return nanoseconds; of no meaning when nothing was added
   */
  double quantile(double q) {
    long left = Math.max(1, (long) Math.ceil(q * total));
    int bin = 0;
    while (bin < BINS - 1 && left > bins[bin]) {
      left -= bins[bin++];
    }
    return Math.exp(LOG_LEAST + (bin + .5) * LOG_BIN);
  }
}
