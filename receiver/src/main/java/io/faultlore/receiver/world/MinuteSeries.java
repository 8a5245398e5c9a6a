package io.faultlore.receiver.world;

/**
 * A metric series, once a minute: its lag-1 autocorrelation without keeping it.
 *
 * <p>The latest value of a minute counts, whatever comes late; the minute that is still open does
 * not.
 */
final class MinuteSeries {
  private static final long MINUTE = 60_000_000_000L;
  private static final int MINUTES_MIN = 15;

  private long latest = Long.MIN_VALUE;
  private long minute = Long.MIN_VALUE;
  private double value;

  /** Of the minute before, NaN when there was none. */
  private double before = Double.NaN;

  /** The first value, which is taken off all, or squares of large levels cancel. */
  private double origin = Double.NaN;

  private int count;
  private int pairs;
  private double sum;
  private double squares;
  private double products;

  /** Takes a value; one that is not finite, or older than another, is passed over. */
  void add(long timeUnixNano, double next) {
    if (!Double.isFinite(next) || timeUnixNano < latest) {
      return;
    }
    latest = timeUnixNano;
    origin = Double.isNaN(origin) ? next : origin;
    long number = timeUnixNano / MINUTE;
    if (number > minute) {
      close();
      before = number == minute + 1 ? value : Double.NaN;
      minute = number;
    }
    value = next - origin;
  }

  private void close() {
    if (minute == Long.MIN_VALUE) {
      return;
    }
    count++;
    sum += value;
    squares += value * value;
    if (!Double.isNaN(before)) {
      pairs++;
      products += value * before;
    }
  }

  /** From -1 to 1; NaN when it is too short, has gaps or does not move. */
  double autocorrelation() {
    double mean = sum / count;
    double variance = squares / count - mean * mean;
    boolean moves = count >= MINUTES_MIN && pairs > count / 2 && variance > 1e-9 * squares / count;
    return moves ? (products / pairs - mean * mean) / variance : Double.NaN;
  }
}
