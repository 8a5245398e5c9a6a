package io.faultlore.engine.slice;

import java.util.Arrays;

/**
 * A mergeable sketch of durations: counts in buckets that grow by a quarter each, from 0.05 ms to
 * about 50 minutes, so a quantile is right within 12 %.
 */
public final class LogHistogram {
  /** They reach from 50 µs to 47 minutes; longer calls are in the last. */
  private static final int BUCKETS = 80;

  /** A bucket ends a quarter above where it begins: within 12 % a duration is known. */
  private static final double LOG_GROWTH = Math.log(1.25);

  /** In ms: below 50 µs clocks and exporters tell more than the work. */
  private static final double SMALLEST_MS = .05;

  private int first = BUCKETS;
  private int[] counts = new int[0];
  private long total;

  void add(double ms, int times) {
    int bucket = (int) (Math.log(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) / LOG_GROWTH);
    addTo(Math.min(bucket, BUCKETS - 1), times);
  }

  void merge(LogHistogram other) {
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] > 0) {
        addTo(other.first + i, other.counts[i]);
      }
    }
  }

  /** The quantile in ms, 0 when there is nothing. */
  public double quantile(double q) {
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return middle(first + i);
      }
    }
    return 0;
  }

  /** The share of values above the limit. */
  public double shareAbove(double ms) {
    long above = 0;
    for (int i = 0; i < counts.length; i++) {
      above += middle(first + i) > ms ? counts[i] : 0;
    }
    return total == 0 ? 0 : (double) above / total;
  }

  public long total() {
    return total;
  }

  private static double middle(int bucket) {
    return SMALLEST_MS * Math.exp((bucket + .5) * LOG_GROWTH);
  }

  private void addTo(int bucket, int count) {
    if (counts.length == 0) {
      first = bucket;
      counts = new int[4];
    } else if (bucket < first) {
      int[] wider = new int[counts.length + first - bucket];
      System.arraycopy(counts, 0, wider, first - bucket, counts.length);
      counts = wider;
      first = bucket;
    } else if (bucket >= first + counts.length) {
      counts = Arrays.copyOf(counts, bucket - first + 4);
    }
    counts[bucket - first] += count;
    total += count;
  }
}
