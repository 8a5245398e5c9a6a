package io.faultlore.engine.slice;

import io.faultlore.engine.signal.MetricPoint.ExponentialHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exponential histograms as explicit ones with bounds that never change, so that points of
 * different scales can be compared. A bound is a fifth above the one before, finer than the
 * sketches that durations go into.
 */
final class ExponentialBuckets {
  /** Buckets from one power of two to the next, as at scale 2 of the convention. */
  private static final int PER_DOUBLING = 4;

  /** From 60 us to 36 hours where a metric is in seconds, far enough where it is in others. */
  private static final int FIRST_DOUBLING = -14;

  /** Requests longer than 2^17 s, a day and a half, are in the last bucket. */
  private static final int LAST_DOUBLING = 17;

  static final List<Double> BOUNDS =
      IntStream.rangeClosed(PER_DOUBLING * FIRST_DOUBLING, PER_DOUBLING * LAST_DOUBLING)
          .mapToObj(i -> Math.pow(2, (double) i / PER_DOUBLING))
          .toList();

  private ExponentialBuckets() {}

  /** One count more than there are bounds; what is not above 0 is in the first. */
  static List<Long> counts(ExponentialHistogram histogram) {
    long[] counts = new long[BOUNDS.size() + 1];
    counts[0] = histogram.zeroCount();
    counts[0] += histogram.negativeCounts().stream().mapToLong(Long::longValue).sum();
    double growth = Math.pow(2, -histogram.scale());
    for (int i = 0; i < histogram.positiveCounts().size(); i++) {
      double middle = (histogram.positiveOffset() + i + .5) * growth;
      double above = Math.ceil((middle - FIRST_DOUBLING) * PER_DOUBLING);
      counts[(int) Math.clamp(above, 0, BOUNDS.size())] += histogram.positiveCounts().get(i);
    }
    return Arrays.stream(counts).boxed().toList();
  }
}
