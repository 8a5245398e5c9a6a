package io.faultlore.world.service;

import io.faultlore.world.RequestSums;

/** How an operation has fared in the last two hours, in bins of ten seconds. */
final class Pulse {
  private static final long BIN = 10 * Timeline.SECOND;
  private static final int BINS = 720;

  /** What was refused at once would have a logarithm of minus infinity. */
  private static final double NANOS_MIN = 1e3;

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
    double log = Math.log(Math.max(NANOS_MIN, (double) nanos));
    requests[slot]++;
    failures[slot] += failed ? 1 : 0;
    logs[slot] += log;
    squares[slot] += log * log;
  }

  /** Sums over whole bins inside the period, as far as they are remembered. */
  RequestSums between(long from, long to) {
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
    return new RequestSums(count, failed, log, square);
  }
}
