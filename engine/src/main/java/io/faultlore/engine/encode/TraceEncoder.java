package io.faultlore.engine.encode;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceBaseline.CallBaseline;
import io.faultlore.engine.slice.TraceStats;
import java.util.Map;

/**
 * Rate, failures and durations of what a service serves, does itself and calls, by the words of the
 * operation and the name of the service called.
 */
final class TraceEncoder implements ModalityEncoder {
  /** As many as slices hold calls by default. */
  static final int NAMES_MAX = 20_000;

  /** A baseline of fewer calls says nothing. */
  private static final int CALLS_MIN = 4;

  /** Expected fewer times, a call may be absent by chance. */
  private static final double MISSED_MIN = 5;

  private static final double TAIL_WEIGHT = 2;

  private final Known<int[]> words = new Known<>(NAMES_MAX, NameWords::of);

  @Override
  public boolean isKnown(String service, Pane window, Baselines usual) {
    return window.of(service).traces().spans() > 0 || usual.traces(service).all().spans() > 0;
  }

  @Override
  public Deviations read(String service, Pane window, Baselines usual) {
    Deviations deviations = new Deviations();
    TraceBaseline baseline = usual.traces(service);
    TraceStats now = window.of(service).traces();
    double perSecond = per(window.tracedSeconds(), baseline.seconds());
    double expected = baseline.all().requests() * perSecond;
    double kept = window.keptShare();
    // What users do is half of the story only: more traffic is no trouble.
    deviations.add(
        "requests", Deviations.squash(Scale.llr(now.requests() * kept, expected * kept)) / 2);
    double perRequest = per((double) now.requests(), (double) baseline.all().requests());
    double per = kept * (perRequest > 0 ? perRequest : perSecond);
    for (Map.Entry<CallKey, CallStats> call : now.calls().entrySet()) {
      deviations.compared();
      CallBaseline base = baseline.call(call.getKey());
      if (base != null && base.count() >= CALLS_MIN) {
        compare(call.getKey(), call.getValue(), base, per, deviations);
      } else {
        readNew(call.getKey(), call.getValue(), deviations);
      }
    }
    readMissed(baseline, now, per, deviations);
    return deviations;
  }

  private void compare(
      CallKey key, CallStats now, CallBaseline base, double per, Deviations deviations) {
    add(deviations, "time", key, Deviations.squash(base.z(now)));
    double tail = now.histogram().shareAbove(base.histogram().quantile(.99));
    // A handful of calls has a tail by chance.
    double beyond = Math.max(0, tail - .05 - 1.0 / now.count());
    add(deviations, "tail", key, TAIL_WEIGHT * beyond);
    add(deviations, "errors", key, fewer(now.errors(), base.errorRatio() * now.count()));
    add(deviations, "missing", key, fewer(now.missing(), base.missingRatio() * now.count()));
    add(deviations, "count", key, fewer(now.count(), base.count() * per) / 2);
  }

  private void readNew(CallKey key, CallStats now, Deviations deviations) {
    add(deviations, "count", key, fewer(now.count(), 0) / 2);
    add(deviations, "errors", key, fewer(now.errors(), 0));
  }

  private void readMissed(
      TraceBaseline baseline, TraceStats now, double per, Deviations deviations) {
    for (Map.Entry<CallKey, CallStats> call : baseline.all().calls().entrySet()) {
      double expected = call.getValue().count() * per;
      if (expected >= MISSED_MIN && !now.calls().containsKey(call.getKey())) {
        deviations.compared();
        add(deviations, "count", call.getKey(), fewer(0, expected));
      }
    }
  }

  private void add(Deviations deviations, String what, CallKey key, double value) {
    if (value != 0) {
      String name = key.operation() + ' ' + key.callee();
      deviations.add(key.kind().name() + ' ' + what, words.of(name), value);
    }
  }

  private static double fewer(long count, double expected) {
    return Deviations.squash(Scale.llr((double) count, expected));
  }

  private static double per(double now, double before) {
    return before == 0 ? 0 : now / before;
  }

  double fill() {
    return words.fill();
  }
}
