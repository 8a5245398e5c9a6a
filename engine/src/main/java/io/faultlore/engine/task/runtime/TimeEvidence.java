package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceBaseline.CallBaseline;
import io.faultlore.engine.slice.TraceStats;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where time was added, and where calls failed. An edge counts for both of its ends: a delay at one
 * service slows every edge at it, so in-edges, out-edges and database calls together mark it.
 */
final class TimeEvidence {
  /** A baseline of fewer calls says nothing. */
  static final int CALLS_MIN = 4;

  /** Standard deviations beyond which more calls fail than by chance. */
  private static final double FAILING = 3;

  /** Failed calls that are missing elsewhere: so many are absent by chance once in 150 times. */
  private static final double MISSED_MIN = 5;

  /** Of the calls of a caller that has no trouble with a callee no more than this share fails. */
  private static final double SOUND_SHARE = .02;

  private final Pane window;
  private final Baselines usual;
  private final Map<String, Row> rows;
  private final Map<String, Sums> sums = new HashMap<>();

  TimeEvidence(Pane window, Baselines usual, Map<String, Row> rows) {
    this.window = window;
    this.usual = usual;
    this.rows = rows;
  }

  /** Per service, what is divided at the end. */
  private static final class Sums {
    final double[] shift = new double[4];
    final double[] added = new double[4];
    final double[] calls = new double[4];
    int edges;
    int slowEdges;
    double errorsIn;
    double errorsInExpected;
    double missingIn;
    double missingInExpected;
    double errorsOut;
    double errorsOutExpected;
    final Map<String, Errors> callers = new HashMap<>();
  }

  /** Of one caller's calls to one callee. */
  private static final class Errors {
    double calls;
    double failed;
    double expected;
    boolean slow;

    /**
     * Whether more of this caller's calls fail than by chance, though no other caller is in
     * trouble, and of at least one many calls would have failed if the callee were the cause.
     */
    boolean isAlone(Collection<Errors> callers) {
      return Scale.llr(failed, expected) > FAILING
          && callers.stream().allMatch(other -> other == this || other.isSound())
          && callers.stream()
              .anyMatch(other -> other != this && other.calls * failed >= MISSED_MIN * calls);
    }

    private boolean isSound() {
      return !slow && failed <= Math.max(expected, SOUND_SHARE * calls);
    }
  }

  private static final Sign[] Z = {Sign.OWN_Z, Sign.LEAF_Z, Sign.OUT_Z, Sign.IN_Z};
  private static final Sign[] ADDED = {
    Sign.OWN_ADDED, Sign.LEAF_ADDED, Sign.OUT_ADDED, Sign.IN_ADDED
  };
  private static final Sign[] SHIFT = {
    Sign.OWN_SHIFT, Sign.LEAF_SHIFT, Sign.OUT_SHIFT, Sign.IN_SHIFT
  };
  private static final Sign[] PER_REQUEST = {
    Sign.OWN_PER_REQUEST, Sign.LEAF_PER_REQUEST, Sign.OUT_PER_REQUEST, Sign.IN_PER_REQUEST
  };

  /** Place in these arrays of what the service did itself. */
  private static final int OWN = 0;

  /** Of calls that only the service recorded. */
  private static final int LEAF = 1;

  /** Of calls that the callee recorded, too. */
  private static final int OUT = 2;

  /** Of calls to the service. */
  private static final int IN = 3;

  void read() {
    window.services().forEach((service, pane) -> readService(service, pane.traces()));
    List.copyOf(sums.values()).forEach(this::shareErrors);
    sums.forEach(this::finish);
  }

  /**
   * Failed calls speak against the callee and for the caller, but not when others call the same
   * callee without trouble: then they are the caller's own.
   */
  private void shareErrors(Sums callee) {
    callee.callers.forEach(
        (caller, errors) -> {
          if (!errors.isAlone(callee.callers.values())) {
            callee.errorsIn += errors.failed;
            callee.errorsInExpected += errors.expected;
            sums(caller).errorsOut += errors.failed;
            sums(caller).errorsOutExpected += errors.expected;
          }
        });
  }

  private void readService(String service, TraceStats stats) {
    TraceBaseline baseline = usual.traces(service);
    for (Map.Entry<CallKey, CallStats> call : stats.calls().entrySet()) {
      Row callee = rows.get(call.getKey().callee());
      if (callee != null) {
        callee.asked(call.getValue().count(), usually(baseline, call.getKey()));
      }
      CallBaseline base = baseline.call(call.getKey());
      if (base != null && base.count() >= CALLS_MIN) {
        readCall(service, call.getKey(), call.getValue(), base);
      } else {
        readNewCall(service, call.getKey(), call.getValue());
      }
    }
  }

  /** How many such calls are usual in the time of the window. */
  private double usually(TraceBaseline baseline, CallKey key) {
    CallBaseline base = baseline.call(key);
    return base == null || baseline.seconds() == 0
        ? 0
        : base.count() / baseline.seconds() * window.tracedSeconds();
  }

  private void readCall(String service, CallKey key, CallStats now, CallBaseline base) {
    double shift = now.meanLog() - base.meanLog();
    double z = base.z(now);
    double added = now.meanMs() - base.typicalMs();
    double slowed = Scale.compress(Math.min(z, 25 * shift));
    // Where the other side was not recorded, its work cannot be told from the way there.
    double surely = now.missing() > 0 ? 0 : Scale.compress(base.slowed(now));
    double tail = now.histogram().shareAbove(base.histogram().quantile(.99));
    // A handful of calls has a tail by chance.
    double tailBeyond = Math.max(0, tail - .05 - 1.0 / now.count());
    switch (key.kind()) {
      case SERVED -> {
        row(service).raise(Sign.SERVED_Z, Scale.compress(z));
        row(service).raise(Sign.FASTER_Z, Scale.compress(-z));
      }
      case OWN -> {
        charge(service, OWN, z, shift, added, now.count());
        row(service).raise(Sign.OWN_TAIL, tailBeyond);
        row(service).raise(Sign.OWN_SLOWED, slowed);
        row(service).slowed(surely);
      }
      case LEAF, EDGE -> {
        charge(service, key.kind() == CallKey.Kind.LEAF ? LEAF : OUT, z, shift, added, now.count());
        edge(service, z, shift);
        if (key.callee().isEmpty()) {
          row(service).raise(Sign.OWN_SLOWED, slowed);
          row(service).slowed(surely);
        } else {
          row(service).raise(Sign.OUT_SLOWED, slowed);
        }
        if (rows.containsKey(key.callee()) && !key.callee().equals(service)) {
          charge(key.callee(), IN, z, shift, added, now.count());
          row(key.callee()).raise(Sign.IN_TAIL, tailBeyond);
          row(key.callee()).raise(Sign.IN_SLOWED, slowed);
          row(key.callee()).slowed(surely);
          edge(key.callee(), z, shift);
        }
        chargeErrors(service, key, now, base.errorRatio(), base.missingRatio(), isSlow(z, shift));
      }
    }
  }

  /** A call that was never seen can fail, but not be slow. */
  private void readNewCall(String service, CallKey key, CallStats now) {
    if (key.kind() == CallKey.Kind.LEAF || key.kind() == CallKey.Kind.EDGE) {
      chargeErrors(service, key, now, 0, 0, false);
    }
  }

  private void charge(String service, int kind, double z, double shift, double added, long n) {
    Sums sum = sums(service);
    row(service).raise(Z[kind], Scale.compress(z));
    row(service).raise(ADDED[kind], Math.log10(1 + Math.max(0, added)));
    sum.shift[kind] += shift * n;
    sum.added[kind] += added * n;
    sum.calls[kind] += n;
  }

  private void edge(String service, double z, double shift) {
    Sums sum = sums(service);
    sum.edges++;
    sum.slowEdges += isSlow(z, shift) ? 1 : 0;
  }

  private static boolean isSlow(double z, double shift) {
    return z > 3 && shift > .08;
  }

  private void chargeErrors(
      String service,
      CallKey key,
      CallStats now,
      double errorRatio,
      double missingRatio,
      boolean slow) {
    if (!rows.containsKey(key.callee()) || key.callee().equals(service)) {
      Sums caller = sums(service);
      caller.errorsOut += now.errors();
      caller.errorsOutExpected += errorRatio * now.count();
    } else {
      Sums callee = sums(key.callee());
      Errors errors = callee.callers.computeIfAbsent(service, k -> new Errors());
      errors.calls += now.count();
      errors.failed += now.errors();
      errors.expected += errorRatio * now.count();
      errors.slow |= slow;
      callee.missingIn += now.missing();
      callee.missingInExpected += missingRatio * now.count();
      callee.calls[IN] += key.kind() == CallKey.Kind.LEAF && now.missing() > 0 ? now.count() : 0;
    }
  }

  private void finish(String service, Sums sum) {
    Row row = row(service);
    double requests = Math.max(1, window.of(service).traces().requests() * window.keptShare());
    for (int kind = OWN; kind <= IN; kind++) {
      if (sum.calls[kind] > 0) {
        row.set(SHIFT[kind], sum.shift[kind] / sum.calls[kind]);
        double per = sum.added[kind] / (kind == IN ? sum.calls[kind] : requests);
        row.set(PER_REQUEST[kind], Math.signum(per) * Math.log10(1 + Math.abs(per)));
      }
    }
    row.set(Sign.BREADTH, sum.edges == 0 ? 0 : (double) sum.slowEdges / sum.edges);
    double outward = Math.max(row.get(Sign.LEAF_SHIFT), row.get(Sign.OUT_SHIFT));
    row.set(Sign.BOTH_SIDES, Math.max(0, Math.min(row.get(Sign.IN_SHIFT), outward)));
    row.set(Sign.OUT_ERROR_LLR, Scale.compress(Scale.llr(sum.errorsOut, sum.errorsOutExpected)));
    row.set(Sign.IN_ERROR_LLR, Scale.compress(Scale.llr(sum.errorsIn, sum.errorsInExpected)));
    row.set(Sign.IN_MISSING_LLR, Scale.compress(Scale.llr(sum.missingIn, sum.missingInExpected)));
    if (sum.calls[IN] > 0) {
      row.set(Sign.IN_ERROR_SHARE, share(sum.errorsIn, sum.errorsInExpected, sum.calls[IN]));
      row.set(Sign.IN_MISSING_SHARE, share(sum.missingIn, sum.missingInExpected, sum.calls[IN]));
    }
  }

  private static double share(double count, double expected, double calls) {
    return Math.clamp((count - expected) / calls, -1, 1);
  }

  private Row row(String service) {
    return Objects.requireNonNull(rows.get(service));
  }

  private Sums sums(String service) {
    return sums.computeIfAbsent(service, k -> new Sums());
  }
}
