package io.faultlore.engine.slice;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one service's spans usually are: its past minutes, merged, and how they differed. */
public final class TraceBaseline {
  /** Pseudo-count of a successor that was never seen: half an observation (Jeffreys' prior). */
  private static final double SMOOTHING = .5;

  private final TraceStats all = new TraceStats();
  private final double seconds;
  private final Map<CallKey, CallBaseline> calls = new LinkedHashMap<>();
  private final Map<StepKey, Double> usualSurprise = new HashMap<>();
  private final Map<String, Calls> callees = new HashMap<>();
  private final List<TraceStats> minutes;

  /**
   * @param seconds in which spans were recorded, of this service or of others
   */
  TraceBaseline(List<TraceStats> minutes, double seconds) {
    this.minutes = minutes;
    this.seconds = seconds;
    minutes.forEach(all::merge);
  }

  /**
   * The usual duration of one kind of call.
   *
   * @param within variance of the log durations
   * @param between variance of the minutes' means, beyond what chance explains
   * @param typicalMs median of the minutes' means
   */
  public record CallBaseline(
      long count,
      double meanLog,
      double within,
      double between,
      double typicalMs,
      LogHistogram histogram) {
    /** In squared decades: a deviation is 13 % of a duration at least, however steady it was. */
    private static final double VARIANCE_FLOOR = .003;

    /** How far the mean of the log durations lies from the usual, in standard deviations. */
    public double z(CallStats now) {
      return z(now.meanLog(), now.count());
    }

    /**
     * How badly calls are slower than usual, whichever one of them is left out, since any call can
     * be unlucky: about 6 where an operator would want to know. The smallest of the distance in
     * standard deviations, 25 times the distance in decades and 6 times the distance in ms counts,
     * so that nothing doubtful, tiny or unnoticeable does. 0 of fewer than two calls.
     */
    public double slowed(CallStats now) {
      if (now.count() < 2) {
        return 0;
      }
      double mean = now.meanLogWithoutSlowest();
      double added = now.meanMsWithoutSlowest() - typicalMs;
      double certain = Math.min(z(mean, now.count() - 1), 25 * (mean - meanLog));
      return Math.max(0, Math.min(certain, 6 * added));
    }

    private double z(double nowMeanLog, long calls) {
      double variance = within / calls + between + VARIANCE_FLOOR;
      return (nowMeanLog - meanLog) / Math.sqrt(variance);
    }
  }

  /** Calls, and how they ended. */
  private record Calls(long count, long errors, long missing) {
    static final Calls NONE = new Calls(0, 0, 0);

    Calls plus(CallStats more) {
      return new Calls(count + more.count(), errors + more.errors(), missing + more.missing());
    }
  }

  /**
   * The share of such calls that usually fails; 0 of calls that were never seen. Calls of a service
   * that usually records its side were recorded by their caller alone because something was wrong:
   * how often that is, only all calls of the service tell.
   */
  public double failingShare(CallKey key) {
    Calls calls = like(key);
    return calls.count == 0 ? 0 : (double) calls.errors / calls.count;
  }

  /** Likewise the share of which the other side is usually missing. */
  public double missingShare(CallKey key) {
    Calls calls = like(key);
    return calls.count == 0 ? 0 : (double) calls.missing / calls.count;
  }

  private Calls like(CallKey key) {
    CallStats own = all.calls().get(key);
    if (own != null && own.missing() == 0) {
      return Calls.NONE.plus(own);
    }
    if (key.callee().isEmpty()) {
      return own == null ? Calls.NONE : Calls.NONE.plus(own);
    }
    if (callees.isEmpty()) {
      all.calls()
          .forEach(
              (one, stats) ->
                  callees.put(
                      one.callee(), callees.getOrDefault(one.callee(), Calls.NONE).plus(stats)));
    }
    return callees.getOrDefault(key.callee(), Calls.NONE);
  }

  /** All minutes as one. */
  public TraceStats all() {
    return all;
  }

  public double seconds() {
    return seconds;
  }

  public int minutes() {
    return minutes.size();
  }

  /** Share of the minutes in which the service fetched work. */
  public double shareOfMinutesWithWork() {
    long working = minutes.stream().filter(minute -> minute.fetchedRequests() > 0).count();
    return minutes.isEmpty() ? 0 : (double) working / minutes.size();
  }

  /** What each instance served in the last of the minutes in which anything was served. */
  public SortedMap<String, CallStats> lastInstances() {
    return minutes.reversed().stream()
        .map(TraceStats::instances)
        .filter(instances -> !instances.isEmpty())
        .findFirst()
        .orElseGet(TreeMap::new);
  }

  /** The usual duration, null when the call was never seen. */
  public @Nullable CallBaseline call(CallKey key) {
    CallStats stats = all.calls().get(key);
    return stats == null ? null : calls.computeIfAbsent(key, k -> baseline(k, stats));
  }

  private CallBaseline baseline(CallKey key, CallStats stats) {
    double[] means = new double[minutes.size()];
    double weighted = 0;
    int n = 0;
    for (TraceStats minute : minutes) {
      CallStats one = minute.calls().get(key);
      if (one != null) {
        double off = one.meanLog() - stats.meanLog();
        weighted += one.count() * off * off;
        means[n++] = one.meanMs();
      }
    }
    double within = stats.varianceLog();
    // Minutes of m calls differ by within/m from chance alone; only the rest is between.
    double chance = n * within / stats.count();
    double between = Math.max(0, weighted / stats.count() - chance);
    return new CallBaseline(
        stats.count(),
        stats.meanLog(),
        within,
        between,
        Robust.median(Arrays.copyOf(means, n)),
        stats.histogram());
  }

  /**
   * How much more likely the counted successors are under their own frequencies than under the
   * usual ones: G = sum n log(p / p0), p0 smoothed.
   */
  public double surprise(StepKey key, Map<String, Integer> nexts) {
    return surprise(all.steps().getOrDefault(key, Map.of()), nexts);
  }

  /** The surprise that one in twenty usual minutes exceeds. */
  public double usualSurprise(StepKey key) {
    return usualSurprise.computeIfAbsent(key, this::findUsualSurprise);
  }

  private double findUsualSurprise(StepKey key) {
    Map<String, Integer> usual = all.steps().get(key);
    if (usual == null) {
      return 0;
    }
    double[] each =
        minutes.stream()
            .map(minute -> minute.steps().get(key))
            .filter(nexts -> nexts != null)
            .mapToDouble(nexts -> surprise(usual, nexts))
            .toArray();
    return Robust.quantile(each, .95);
  }

  private static double surprise(Map<String, Integer> usual, Map<String, Integer> nexts) {
    double total = total(nexts);
    double usualTotal = total(usual) + SMOOTHING * (usual.size() + 1);
    double sum = 0;
    for (Map.Entry<String, Integer> next : nexts.entrySet()) {
      double p = next.getValue() / total;
      double p0 = (usual.getOrDefault(next.getKey(), 0) + SMOOTHING) / usualTotal;
      sum += next.getValue() * Math.log(p / p0);
    }
    return Math.max(0, sum);
  }

  public static double total(Map<String, Integer> counts) {
    double sum = 0;
    for (int n : counts.values()) {
      sum += n;
    }
    return sum;
  }
}
