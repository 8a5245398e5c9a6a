package io.faultlore.engine.slice;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.ExponentialHistogram;
import io.faultlore.engine.signal.MetricPoint.Gauge;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.MetricPoint.Summary;
import io.faultlore.engine.slice.Series.Aspect;
import io.faultlore.engine.slice.Series.Meaning;
import io.faultlore.engine.slice.Series.Role;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns metric points into plain numbers: gauges as they are, counters as rates, histograms as
 * rate, mean and 95 % quantile of what was added since the last point. A counter that fell or has a
 * new start time began anew; its first point gives no rate.
 */
final class SeriesReader {
  /** In nanoseconds: what keeps ending is started anew after five minutes at the latest. */
  private static final long AGAIN_NANOS = 5 * History.MINUTE;

  /** Twice may be a deployment that is taken back. */
  private static final int AGAIN_STARTS = 3;

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

    /** What a value is multiplied with, so that shares are not told in percent. */
    final double unit;

    final @Nullable RequestSeries requests;
    long time = Long.MIN_VALUE;
    long began;
    int starts;
    long start;
    boolean cumulative;

    /** The shortest time between two points. */
    long stepNanos = Long.MAX_VALUE;

    double total;
    double sum;
    List<Long> counts = List.of();

    Last(MetricPoint point, String labels) {
      String name = point.name();
      String key = point.resource().instance() + '|' + name + labels;
      String plain = MetricTable.plain(name) + labels;
      Meaning meaning = MetricTable.meaning(point);
      boolean timed = meaning.aspect() == Aspect.SERVER || meaning.aspect() == Aspect.CLIENT;
      boolean many = !(point.data() instanceof Gauge || point.data() instanceof Sum);
      Role rated = many || meaning.role() == Role.REQUEST ? Role.COUNT : meaning.role();
      Meaning rating = new Meaning(timed ? Aspect.RATE : meaning.aspect(), rated, meaning.limit());
      Meaning lasting = meaning.role() == Role.REQUEST ? meaning.with(Role.DURATION) : meaning;
      value = new Series(key, name, plain, meaning);
      rate = new Series(key + "#rate", name, plain + "#rate", rating);
      mean = new Series(key + "#mean", name, plain + "#mean", lasting);
      high = new Series(key + "#p95", name, plain + "#p95", lasting);
      unit = MetricTable.isPercent(point) && meaning.role() == Role.UTILIZATION ? .01 : 1;
      requests = RequestSeries.of(point, key).orElse(null);
    }

    /**
     * Which part of what was added in this time belongs to now: all, unless points are missing,
     * when most belongs to panes that have long been closed.
     */
    double shareOfNow(long nanos) {
      stepNanos = Math.min(stepNanos, nanos);
      return nanos > 2 * stepNanos ? (double) stepNanos / nanos : 1;
    }
  }

  /**
   * Reads a point; those of a series come in order of time.
   *
   * @param key of its series, see {@link #key}
   * @param told takes the requests that the point tells of, if it does
   */
  void read(String key, MetricPoint point, MetricStats into, Consumer<ToldRequests> told) {
    Last last = known(key, point);
    if (last == null) {
      return;
    }
    if (point.timeUnixNano() <= last.time) {
      drops.count(Drops.Reason.OUT_OF_ORDER);
      return;
    }
    switch (point.data()) {
      case Gauge(double value) -> put(into, last.value, value * last.unit);
      case Sum(double value, boolean monotonic, boolean cumulative) -> {
        if (!monotonic && cumulative) {
          put(into, last.value, value * last.unit);
        } else {
          counter(point, last, value, Double.NaN, List.of(), List.of(), cumulative, into, told);
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
              into,
              told);
      case ExponentialHistogram h ->
          counter(
              point,
              last,
              (double) h.count(),
              h.sum(),
              ExponentialBuckets.counts(h),
              ExponentialBuckets.BOUNDS,
              h.cumulative(),
              into,
              told);
      case Summary s -> {
        counter(point, last, (double) s.count(), s.sum(), List.of(), List.of(), true, into, told);
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
      MetricStats into,
      Consumer<ToldRequests> told) {
    if (!Double.isFinite(total)) {
      drops.count(Drops.Reason.NOT_FINITE);
      return;
    }
    // Where an SDK goes over from increments to totals, its first total is no increment.
    boolean first = last.time == Long.MIN_VALUE || (cumulative && !last.cumulative);
    boolean anew =
        cumulative
            && !first
            && (total < last.total
                || (point.startUnixNano() != last.start && point.startUnixNano() > last.time));
    if (anew) {
      into.restart();
      // The same counter: others are first used some time after the same start.
      boolean soon = point.timeUnixNano() - last.began <= AGAIN_NANOS;
      last.starts = soon ? last.starts + 1 : 1;
      last.began = point.timeUnixNano();
      if (last.starts >= AGAIN_STARTS) {
        into.restartAgain(last.rate);
      }
    }
    long since = cumulative ? first ? Long.MIN_VALUE : last.time : sinceOfDelta(point, last);
    if (!anew && since != Long.MIN_VALUE && point.timeUnixNano() > since) {
      double added = cumulative ? total - last.total : total;
      put(into, last.rate, added / ((point.timeUnixNano() - since) / 1e9));
      double addedSum = cumulative ? sum - last.sum : sum;
      if (added > 0 && Double.isFinite(addedSum)) {
        put(into, last.mean, addedSum / added);
      }
      List<Long> addedCounts = cumulative ? minus(counts, last.counts) : counts;
      double high = highQuantile(addedCounts, bounds);
      if (added > 0 && Double.isFinite(high)) {
        put(into, last.high, high);
      }
      boolean sameProcess = !cumulative || point.startUnixNano() == last.start;
      if (added > 0 && sameProcess && last.requests != null) {
        double now = added * (cumulative ? last.shareOfNow(point.timeUnixNano() - since) : 1);
        int count = (int) Math.min(Integer.MAX_VALUE, Math.round(now));
        told.accept(new ToldRequests(last.requests, count, addedSum / added, addedCounts, bounds));
      }
    }
    last.total = total;
    last.sum = sum;
    last.counts = counts;
    last.cumulative = cumulative;
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
        key -> new Last(point, key.substring(key.indexOf('|') + 1 + point.name().length())));
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
