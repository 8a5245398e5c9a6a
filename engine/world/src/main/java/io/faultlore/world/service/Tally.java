package io.faultlore.world.service;

import java.util.List;

/** Counts and durations of one kind of request since the process started. */
final class Tally {
  /** Seconds; those advised by the HTTP conventions. */
  static final List<Double> BOUNDS =
      List.of(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1.0, 2.5, 5.0, 7.5, 10.0);

  static final List<Double> BOUNDS_MILLIS =
      List.of(5., 10., 25., 50., 75., 100., 250., 500., 750., 1e3, 2.5e3, 5e3, 7.5e3, 1e4);

  private static final double[] LIMITS = BOUNDS.stream().mapToDouble(Double::doubleValue).toArray();

  private final long[] counts = new long[LIMITS.length + 1];
  private long count;
  private double seconds;

  /** Requests of all operations. */
  static long total(Tally[] tallies) {
    long count = 0;
    for (Tally tally : tallies) {
      count += tally.count;
    }
    return count;
  }

  void add(long nanos) {
    double took = nanos / 1e9;
    int bucket = 0;
    while (bucket < LIMITS.length && took > LIMITS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    count++;
    seconds += took;
  }

  long count() {
    return count;
  }

  double seconds() {
    return seconds;
  }

  List<Long> counts() {
    Long[] boxed = new Long[counts.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = counts[i];
    }
    return List.of(boxed);
  }
}
