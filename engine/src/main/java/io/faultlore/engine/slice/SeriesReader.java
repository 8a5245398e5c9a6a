package io.faultlore.engine.slice;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.ExponentialHistogram;
import io.faultlore.engine.signal.MetricPoint.Gauge;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.MetricPoint.Summary;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns metric points into plain numbers: gauges as they are, counters as rates, histograms as
 * rate, mean and 95 % quantile of what was added since the last point. A counter that fell or has a
 * new start time began anew; its first point gives no rate.
 */
final class SeriesReader {
  private final Drops drops;
  private final Recent<String, Last> known;

  SeriesReader(int max, LongSupplier clock, Drops drops) {
    this.drops = drops;
    this.known = new Recent<>(max, clock, drops, Drops.Reason.SERIES_LIMIT);
  }

  /** The last point of a series, and the names of what is derived from it. */
  private static final class Last {
    final Series value;
    final Series rate;
    final Series mean;
    final Series high;
    long time = Long.MIN_VALUE;
    long start;
    double total;
    double sum;
    List<Long> counts = List.of();

    Last(String key, String name) {
      Series.Aspect aspect = Series.Aspect.of(name);
      value = new Series(key, name, aspect);
      boolean timed = aspect == Series.Aspect.SERVER || aspect == Series.Aspect.CLIENT;
      rate = new Series(key + "#rate", name, timed ? Series.Aspect.RATE : aspect);
      mean = new Series(key + "#mean", name, aspect);
      high = new Series(key + "#p95", name, aspect);
    }
  }

  /**
   * Reads a point; those of a series come in order of time.
   *
   * @param key of its series, see {@link #key}
   */
  void read(String key, MetricPoint point, MetricStats into) {
    Last last = known(key, point);
    if (last == null) {
      return;
    }
    if (point.timeUnixNano() <= last.time) {
      drops.count(Drops.Reason.OUT_OF_ORDER);
      return;
    }
    switch (point.data()) {
      case Gauge(double value) -> put(into, last.value, value);
      case Sum(double value, boolean monotonic, boolean cumulative) -> {
        if (!monotonic && cumulative) {
          put(into, last.value, value);
        } else {
          counter(point, last, value, Double.NaN, List.of(), List.of(), cumulative, into);
        }
      }
      case Histogram h ->
          counter(
              point,
              last,
              (double) h.count(),
              h.sum(),
              h.counts(),
              h.bounds(),
              h.cumulative(),
              into);
      case ExponentialHistogram h ->
          counter(
              point, last, (double) h.count(), h.sum(), List.of(), List.of(), h.cumulative(), into);
      case Summary s -> {
        counter(point, last, (double) s.count(), s.sum(), List.of(), List.of(), true, into);
        s.quantiles().stream()
            .filter(q -> q.quantile() >= .9)
            .findFirst()
            .ifPresent(q -> put(into, last.high, q.value()));
      }
    }
    last.time = point.timeUnixNano();
  }

  double fill() {
    return known.fill();
  }

  /** The service that sends most series. */
  String most() {
    return known.most(key -> key.substring(0, key.indexOf('/')));
  }

  private void counter(
      MetricPoint point,
      Last last,
      double total,
      double sum,
      List<Long> counts,
      List<Double> bounds,
      boolean cumulative,
      MetricStats into) {
    if (!Double.isFinite(total)) {
      drops.count(Drops.Reason.NOT_FINITE);
      return;
    }
    boolean first = last.time == Long.MIN_VALUE;
    boolean anew =
        cumulative
            && !first
            && (total < last.total
                || (point.startUnixNano() != last.start && point.startUnixNano() > last.time));
    if (anew) {
      into.restart();
    }
    long since = cumulative ? last.time : sinceOfDelta(point, last);
    if (!anew && since != Long.MIN_VALUE && point.timeUnixNano() > since) {
      double added = cumulative ? total - last.total : total;
      put(into, last.rate, added / ((point.timeUnixNano() - since) / 1e9));
      double addedSum = cumulative ? sum - last.sum : sum;
      if (added > 0 && Double.isFinite(addedSum)) {
        put(into, last.mean, addedSum / added);
      }
      double high = highQuantile(cumulative ? minus(counts, last.counts) : counts, bounds);
      if (added > 0 && Double.isFinite(high)) {
        put(into, last.high, high);
      }
    }
    last.total = total;
    last.sum = sum;
    last.counts = counts;
    last.start = point.startUnixNano();
  }

  private static long sinceOfDelta(MetricPoint point, Last last) {
    return point.startUnixNano() > 0 ? point.startUnixNano() : last.time;
  }

  private void put(MetricStats into, Series series, double value) {
    if (Double.isFinite(value)) {
      into.add(series, value);
    } else {
      drops.count(Drops.Reason.NOT_FINITE);
    }
  }

  private static List<Long> minus(List<Long> now, List<Long> before) {
    if (now.size() != before.size()) {
      return now;
    }
    Long[] added = new Long[now.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = Math.max(0, now.get(i) - before.get(i));
    }
    return List.of(added);
  }

  /** Upper bound of the bucket that holds the 95 % quantile, NaN when unknown. */
  private static double highQuantile(List<Long> counts, List<Double> bounds) {
    long total = counts.stream().mapToLong(Long::longValue).sum();
    if (total == 0 || bounds.isEmpty()) {
      return Double.NaN;
    }
    long seen = 0;
    for (int i = 0; i < counts.size(); i++) {
      seen += counts.get(i);
      if (seen >= Math.ceil(.95 * total)) {
        return bounds.get(Math.min(i, bounds.size() - 1));
      }
    }
    return Double.NaN;
  }

  private @Nullable Last known(String series, MetricPoint point) {
    return known.of(
        series,
        key -> {
          String own = point.resource().instance() + '|' + key.substring(key.indexOf('|') + 1);
          return new Last(own, point.name());
        });
  }

  /** Service, instance, name and attributes: what makes a series. */
  static String key(MetricPoint point) {
    StringBuilder key = new StringBuilder(96);
    key.append(point.resource().service()).append('/').append(point.resource().instance());
    key.append('|').append(point.name());
    for (int i = 0; i < point.attributes().size(); i++) {
      key.append(i == 0 ? '{' : ',').append(point.attributes().key(i)).append('=');
      key.append(point.attributes().value(i).asText());
    }
    if (point.attributes().size() > 0) {
      key.append('}');
    }
    return key.toString();
  }
}
