package io.faultlore.engine.slice;

import java.util.List;

/**
 * Requests that a metric told of between two of its points.
 *
 * @param count how many there were
 * @param mean of their durations in the metric's unit, NaN when unknown
 * @param counts of the buckets, one more than bounds, none when there are no buckets
 */
record ToldRequests(
    RequestSeries series, int count, double mean, List<Long> counts, List<Double> bounds) {

  /** Takes a number of requests of one duration. */
  interface Taker {
    void take(double ms, int requests);
  }

  double totalMs() {
    return Double.isNaN(mean) ? 0 : mean * count * series.metric().millis();
  }

  /**
   * The requests by duration. Buckets tell how durations are spread, the mean how long they are, so
   * the middles of the buckets are moved until they agree with it. A counter tells no durations:
   * all are the same.
   */
  void each(Taker taker) {
    double millis = series.metric().millis();
    long inBuckets = counts.stream().mapToLong(Long::longValue).sum();
    if (inBuckets == 0 || bounds.isEmpty()) {
      taker.take(Double.isNaN(mean) ? 0 : mean * millis, count);
      return;
    }
    double stretch = stretch(inBuckets) * millis;
    long seen = 0;
    int taken = 0;
    for (int i = 0; i < counts.size(); i++) {
      seen += counts.get(i);
      // Rounded as a running total, so that the parts make the whole.
      int upTo = (int) Math.round((double) seen / inBuckets * count);
      if (upTo > taken) {
        taker.take(middle(i) * stretch, upTo - taken);
        taken = upTo;
      }
    }
  }

  private double stretch(long inBuckets) {
    double sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i) * middle(i);
    }
    double stretch = mean * inBuckets / sum;
    return Double.isFinite(stretch) && stretch > 0 ? stretch : 1;
  }

  private double middle(int bucket) {
    double lower = bucket == 0 ? 0 : bounds.get(bucket - 1);
    double upper = bucket < bounds.size() ? bounds.get(bucket) : lower * 2;
    return lower > 0 ? Math.sqrt(lower * upper) : Math.max(0, upper / 2);
  }
}
