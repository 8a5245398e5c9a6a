package io.faultlore.engine.world.service;

/** How a service has fared lately: requests, failures and log-latency in bins of ten seconds. */
final class Pulse {
  static final long BIN = 10_000_000_000L;
  private static final int BINS = 720;

  private final long[] bin = new long[BINS];
  private final int[] requests = new int[BINS];
  private final int[] failures = new int[BINS];
  private final double[] logs = new double[BINS];
  private final double[] squares = new double[BINS];

  void add(long nanos, boolean failed, long now) {
    long number = now / BIN;
    int slot = (int) (number % BINS);
    if (bin[slot] != number) {
      bin[slot] = number;
      requests[slot] = 0;
      failures[slot] = 0;
      logs[slot] = 0;
      squares[slot] = 0;
    }
    double log = Math.log(Math.max(1e3, (double) nanos));
    requests[slot]++;
    failures[slot] += failed ? 1 : 0;
    logs[slot] += log;
    squares[slot] += log * log;
  }

  /** Sums over whole bins inside the period, as far as they are remembered. */
  Sums between(long from, long to) {
    long count = 0;
    long failed = 0;
    double log = 0;
    double square = 0;
    for (int slot = 0; slot < BINS; slot++) {
      if (bin[slot] * BIN >= from && (bin[slot] + 1) * BIN <= to) {
        count += requests[slot];
        failed += failures[slot];
        log += logs[slot];
        square += squares[slot];
      }
    }
    return new Sums(count, failed, log, square);
  }

  /** Statistics of a period. */
  record Sums(long requests, long failures, double logs, double squares) {
    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          requests + other.requests,
          failures + other.failures,
          logs + other.logs,
          squares + other.squares);
    }

    /** Fewer requests say nothing. */
    private static final int REQUESTS_MIN = 20;

    /**
     * Whether requests fared clearly worse than in a period before: 2 % more failures or 30 %
     * longer, and by more than four standard errors.
     */
    boolean isWorseThan(Sums before) {
      if (requests < REQUESTS_MIN || before.requests < REQUESTS_MIN) {
        return false;
      }
      double more = failureShare() - before.failureShare();
      double pooled = (double) (failures + before.failures) / (requests + before.requests);
      double error = Math.sqrt(pooled * (1 - pooled) * (1. / requests + 1. / before.requests));
      double longer = meanLog() - before.meanLog();
      double spread = Math.sqrt(variance() / requests + before.variance() / before.requests);
      return (more > .02 && more > 4 * error) || (longer > Math.log(1.3) && longer > 4 * spread);
    }

    double failureShare() {
      return requests == 0 ? 0 : (double) failures / requests;
    }

    double meanLog() {
      return requests == 0 ? 0 : logs / requests;
    }

    private double variance() {
      return Math.max(0, squares / requests - meanLog() * meanLog());
    }
  }
}
