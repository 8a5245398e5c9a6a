package io.faultlore.world;

/**
 * How requests of a period fared, as sums that can be added. One rule says who fared worse, so that
 * simulated and recorded systems are judged alike.
 *
 * @param logs sum of the natural logarithms of their durations in nanoseconds
 * @param squares sum of the squares of those
 */
public record RequestSums(long requests, long failures, double logs, double squares) {
  public static final RequestSums NONE = new RequestSums(0, 0, 0, 0);

  /** Fewer requests say nothing. */
  private static final int REQUESTS_MIN = 20;

  private static final double MORE_FAILURES = .02;
  private static final double LONGER_LOG = Math.log(1.3);
  private static final double STANDARD_ERRORS = 4;

  /** One request. */
  public static RequestSums of(double log, boolean failed) {
    return new RequestSums(1, failed ? 1 : 0, log, log * log);
  }

  public RequestSums plus(RequestSums other) {
    return new RequestSums(
        requests + other.requests,
        failures + other.failures,
        logs + other.logs,
        squares + other.squares);
  }

  /**
   * Whether requests fared clearly worse than in a period before: 2 % more failures or 30 % longer,
   * and by more than four standard errors.
   */
  public boolean isWorseThan(RequestSums before) {
    if (requests < REQUESTS_MIN || before.requests < REQUESTS_MIN) {
      return false;
    }
    double more = failureShare() - before.failureShare();
    double pooled = (double) (failures + before.failures) / (requests + before.requests);
    double error = Math.sqrt(pooled * (1 - pooled) * (1. / requests + 1. / before.requests));
    double longer = meanLog() - before.meanLog();
    double spread = Math.sqrt(variance() / requests + before.variance() / before.requests);
    return (more > MORE_FAILURES && more > STANDARD_ERRORS * error)
        || (longer > LONGER_LOG && longer > STANDARD_ERRORS * spread);
  }

  /** 0 to 1; 0 when there was no request. */
  public double failureShare() {
    return requests == 0 ? 0 : (double) failures / requests;
  }

  /** Of the duration in nanoseconds; 0 when there was no request. */
  public double meanLog() {
    return requests == 0 ? 0 : logs / requests;
  }

  private double variance() {
    return Math.max(0, squares / requests - meanLog() * meanLog());
  }
}
