package io.faultlore.engine.slice;

/** Mergeable statistics of the durations of one {@link CallKey}. */
public final class CallStats {
  private long count;
  private long errors;
  private long missing;
  private double sumLog;
  private double sumLogSquares;
  private double slowestMs = Double.NEGATIVE_INFINITY;
  private double sumMs;
  private final LogHistogram histogram = new LogHistogram();

  /** The scale on which durations are compared: near linear below 50 us, logarithmic above. */
  public static double scale(double ms) {
    return Math.log10(ms + .05);
  }

  /**
   * @param unanswered a call to a service that usually records its side, but did not
   */
  void add(double ms, boolean error, boolean unanswered) {
    add(ms, 1, error ? 1 : 0);
    missing += unanswered ? 1 : 0;
  }

  /** Adds several calls of one duration, of which so many failed. */
  void add(double ms, int calls, int failed) {
    double log = scale(ms);
    count += calls;
    errors += failed;
    sumLog += calls * log;
    sumLogSquares += calls * log * log;
    slowestMs = Math.max(slowestMs, ms);
    sumMs += calls * ms;
    histogram.add(ms, calls);
  }

  void merge(CallStats other) {
    count += other.count;
    errors += other.errors;
    missing += other.missing;
    sumLog += other.sumLog;
    sumLogSquares += other.sumLogSquares;
    slowestMs = Math.max(slowestMs, other.slowestMs);
    sumMs += other.sumMs;
    histogram.merge(other.histogram);
  }

  public long count() {
    return count;
  }

  public long errors() {
    return errors;
  }

  public long missing() {
    return missing;
  }

  public double meanLog() {
    return count == 0 ? 0 : sumLog / count;
  }

  /** The mean of the logarithms without the slowest call; of two or more calls only. */
  double meanLogWithoutSlowest() {
    return (sumLog - scale(slowestMs)) / (count - 1);
  }

  /** The mean without the slowest call; of two or more calls only. */
  double meanMsWithoutSlowest() {
    return (sumMs - slowestMs) / (count - 1);
  }

  /** Variance of the logarithms. */
  public double varianceLog() {
    return count == 0 ? 0 : Math.max(0, sumLogSquares / count - meanLog() * meanLog());
  }

  public double meanMs() {
    return count == 0 ? 0 : sumMs / count;
  }

  public LogHistogram histogram() {
    return histogram;
  }
}
