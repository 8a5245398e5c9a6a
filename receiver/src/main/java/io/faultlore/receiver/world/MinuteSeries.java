package io.faultlore.receiver.world;

/** A metric series, once a minute: its lag-1 autocorrelation without keeping it. */
final class Course {
  private static final long MINUTE = 60_000_000_000L;
  private static final int MINUTES_MIN = 15;

  private long minute = Long.MIN_VALUE;
  private double value;
  private double before = Double.NaN;
  private double origin = Double.NaN;
  private int count;
  private int pairs;
  private double sum;
  private double squares;
  private double products;

  /** The last value of a minute counts; values are moved to begin near 0, or squares cancel. */
  void add(long timeUnixNano, double next) {
    if (!Double.isFinite(next)) {
      return;
    }
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

  /** NaN when it is too short or does not move. */
  double autocorrelation() {
    double mean = sum / count;
    double variance = squares / count - mean * mean;
    boolean moves = count >= MINUTES_MIN && pairs > count / 2 && variance > 1e-9 * squares / count;
    return moves ? (products / pairs - mean * mean) / variance : Double.NaN;
  }
}
