package io.faultlore.engine.slice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the requests that metrics told of into the statistics that spans else fill, for services
 * that send no spans. Spans tell more, so a service that has sent some in the stretch that
 * baselines are made of is read by them alone; and of several metrics of the same requests, as of
 * an old and a new convention, one is read for as long as it comes.
 */
final class RequestReader {
  /** As long as what spans or a better metric told before is in the baseline. */
  private static final long STICKY_NANOS = History.RECORDED_MINUTES * 60_000_000_000L;

  private final Peers peers;
  private final Vocabulary<CallKey> calls;
  private final Map<String, Long> lastSpan = new HashMap<>();
  private final Map<String, Long> lastEntry = new HashMap<>();
  private final Map<String, Chosen> chosen = new HashMap<>();

  /** The metric that is read of an instance's metrics of the same requests. */
  private record Chosen(int rank, long lastNanos) {}

  RequestReader(Peers peers, Vocabulary<CallKey> calls) {
    this.peers = peers;
    this.calls = calls;
  }

  /** A span of the service was recorded. */
  void spanEnded(OpenSpan span) {
    lastSpan.merge(span.service(), span.end(), Math::max);
    if (span.isEntry()) {
      lastEntry.merge(span.service(), span.end(), Math::max);
    }
  }

  /** Reads what was told in a pane, whose spans are known. */
  void read(List<ToldRequests> told, long endNanos, Function<String, TraceStats> stats) {
    chosen.values().removeIf(old -> endNanos - old.lastNanos > STICKY_NANOS);
    for (ToldRequests each : told) {
      chosen.merge(
          group(each),
          new Chosen(each.series().metric().rank(), endNanos),
          (old, now) -> now.rank <= old.rank ? now : old);
    }
    Map<String, List<ToldRequests>> used = new HashMap<>();
    for (ToldRequests each : told) {
      if (isUsed(each, endNanos)) {
        used.computeIfAbsent(each.series().service(), k -> new ArrayList<>()).add(each);
      }
    }
    used.forEach((service, requests) -> read(requests, stats.apply(service)));
  }

  private boolean isUsed(ToldRequests told, long now) {
    String service = told.series().service();
    Map<String, Long> spans = told.series().metric().served() ? lastEntry : lastSpan;
    long last = spans.getOrDefault(service, Long.MIN_VALUE);
    boolean traced = last != Long.MIN_VALUE && now - last <= STICKY_NANOS;
    Chosen best = chosen.get(group(told));
    return !traced && best != null && best.rank == told.series().metric().rank();
  }

  /** Of each instance, since not all get a new version of their SDK at once. */
  private static String group(ToldRequests told) {
    String instance = instance(told) + '|';
    return told.series().service() + '/' + instance + told.series().metric().group();
  }

  private static String instance(ToldRequests told) {
    String key = told.series().key();
    return key.substring(0, key.indexOf('|'));
  }

  private void read(List<ToldRequests> told, TraceStats into) {
    // Sorted, so that the order of arrival leaves no trace in sums of doubles.
    told.sort(Comparator.comparing(each -> each.series().key()));
    double ownShare = ownShare(told);
    boolean callsTold = told.stream().anyMatch(each -> !each.series().metric().served());
    for (ToldRequests each : told) {
      RequestSeries series = each.series();
      int failed = series.failed() ? each.count() : 0;
      if (series.metric().served()) {
        into.requests(each.count(), failed);
        // Where calls are not told of, nothing says whether a failure began here or at a callee.
        into.failedCalls(callsTold ? 0 : failed);
        CallStats instance = into.instance(instance(each));
        each.each((ms, n) -> instance.add(ms, n, series.failed() ? n : 0));
        count(into, CallKey.Kind.SERVED, "", each, 1);
        count(into, CallKey.Kind.OWN, "", each, ownShare);
      } else {
        into.failedCalls(failed);
        count(into, CallKey.Kind.LEAF, peers.resolve(series.peer()), each, 1);
      }
    }
  }

  /** Which part of the time that requests took was not spent in calls, as far as is told. */
  private static double ownShare(List<ToldRequests> told) {
    double served = 0;
    double called = 0;
    for (ToldRequests each : told) {
      served += each.series().metric().served() ? each.totalMs() : 0;
      called += each.series().metric().served() ? 0 : each.totalMs();
    }
    return served <= 0 ? 1 : Math.max(0, 1 - called / served);
  }

  private void count(
      TraceStats into, CallKey.Kind kind, String callee, ToldRequests told, double share) {
    CallKey named = new CallKey(kind, told.series().operation(), callee);
    CallKey key = calls.admits(named) ? named : new CallKey(kind, Vocabulary.OTHER, callee);
    CallStats stats = into.call(key);
    told.each((ms, n) -> stats.add(ms * share, n, told.series().failed() ? n : 0));
  }
}
