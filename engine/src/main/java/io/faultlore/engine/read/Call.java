package io.faultlore.engine.read;

import static io.faultlore.engine.read.ServiceReading.ratio;

import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceBaseline.CallBaseline;
import io.faultlore.engine.slice.TraceStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One kind of call that a service makes, or of its own work. */
public sealed interface Call extends Compared {
  CallKey key();

  /** Calls that were made in the window. */
  sealed interface Made extends Call {
    CallStats now();

    /** How many usually come in such a time. */
    double expectedInTime();

    /** The share that usually fails. */
    double failingShare();

    /** How many of as many usually fail; of what was hardly ever seen none is expected to. */
    default double failedExpected() {
      return 0;
    }

    /** How many of as many are usually recorded by their caller only; likewise. */
    default double missingExpected() {
      return 0;
    }

    default boolean isSlow() {
      return false;
    }
  }

  /**
   * A kind of call with a usual self.
   *
   * @param minutes of history that the baseline is made of
   * @param expected how many usually come with as many requests, or in such a time where there are
   *     no requests
   * @param missingExpected how many of as many are usually recorded by their caller only
   * @param z how far the mean of the log durations lies from the usual
   * @param tail share of the calls, beyond chance, that is slower than nearly all usual ones
   */
  record Known(
      CallKey key,
      CallStats now,
      CallBaseline usual,
      int minutes,
      double expected,
      double expectedInTime,
      double failingShare,
      double missingExpected,
      double z,
      double tail)
      implements Made {
    /** A baseline of fewer calls says nothing. */
    static final int CALLS_MIN = 4;

    /**
     * In standard deviations per decade: what is slower by a fifth counts as two of them at most,
     * however sure it is.
     */
    public static final double Z_PER_DECADE = 25;

    /** Standard deviations beyond which a mean is no chance: of 700 kinds of call one. */
    private static final double SLOW_Z = 3;

    /** In decades: a fifth slower. Less is felt by nobody. */
    private static final double SLOW_SHIFT = .08;

    /** Nearly all calls are within this quantile. */
    private static final double TAIL_QUANTILE = .99;

    /** Share of the calls that is beyond it in some usual windows; and of a handful one. */
    private static final double TAIL_BY_CHANCE = .05;

    private static double tail(CallStats now, CallBaseline usual) {
      double slowest = now.histogram().shareAbove(usual.histogram().quantile(TAIL_QUANTILE));
      return Math.max(0, slowest - TAIL_BY_CHANCE - 1.0 / now.count());
    }

    /** How much slower, in decades of ms. */
    public double shift() {
      return now.meanLog() - usual.meanLog();
    }

    /** How much slower on average, in ms. */
    public double addedMs() {
      return now.meanMs() - usual.typicalMs();
    }

    /** How much slower, as far as that is neither doubtful nor tiny, in standard deviations. */
    public double slower() {
      return Math.min(z, Z_PER_DECADE * shift());
    }

    /**
     * Likewise, whichever call is left out ({@link CallBaseline#slowed}). Where the other side was
     * not recorded, its work cannot be told from the way there.
     */
    public double surelySlower() {
      return now.missing() > 0 ? 0 : usual.slowed(now);
    }

    @Override
    public boolean isSlow() {
      return z > SLOW_Z && shift() > SLOW_SHIFT;
    }

    @Override
    public double failedExpected() {
      return failingShare * now.count();
    }

    /** More or fewer calls than expected. */
    public double llr() {
      return Scale.llr((double) now.count(), expected);
    }
  }

  /** Calls of a kind that was not or hardly ever seen: they can fail, but not be slow. */
  record New(CallKey key, CallStats now, double expectedInTime, double failingShare)
      implements Made {}

  /** Calls that were not made, though with as many requests so many are expected. */
  record Missed(CallKey key, double expected) implements Call {}

  /** Those of the window in its order, then the missed ones. */
  static List<Call> of(TraceStats now, TraceBaseline usual, Pane window) {
    double perRequest = ratio((double) now.requests(), (double) usual.all().requests());
    double perSecond = ratio(window.tracedSeconds(), usual.seconds());
    double per = window.keptShare() * (perRequest > 0 ? perRequest : perSecond);
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<CallKey, CallStats> call : now.calls().entrySet()) {
      CallKey key = call.getKey();
      CallStats made = call.getValue();
      CallBaseline base = usual.call(key);
      long count = base == null ? 0 : base.count();
      double inTime = ratio((double) count, usual.seconds()) * window.tracedSeconds();
      double failing = usual.failingShare(key);
      if (base == null || count < Known.CALLS_MIN) {
        calls.add(new New(key, made, inTime, failing));
      } else {
        double missing = usual.missingShare(key) * made.count();
        double tail = Known.tail(made, base);
        double z = base.z(made);
        calls.add(
            new Known(
                key, made, base, usual.minutes(), count * per, inTime, failing, missing, z, tail));
      }
    }
    for (Map.Entry<CallKey, CallStats> call : usual.all().calls().entrySet()) {
      double expected = call.getValue().count() * per;
      if (expected >= Reading.ABSENT_MIN && !now.calls().containsKey(call.getKey())) {
        calls.add(new Missed(call.getKey(), expected));
      }
    }
    return calls;
  }
}
