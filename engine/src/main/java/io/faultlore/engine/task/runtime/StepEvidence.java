package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.StepKey;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.HashMap;
import java.util.Map;

/**
 * Where work went another way than usual. A deviation after a call of another service is charged to
 * that service as well: it may have answered differently.
 */
final class StepEvidence {
  /** An event seen less often before says nothing about what follows it. */
  private static final double TIMES_MIN = 5;

  private final Pane window;
  private final Baselines usual;
  private final Map<String, Row> rows;
  private final Map<String, double[]> blamed = new HashMap<>();

  StepEvidence(Pane window, Baselines usual, Map<String, Row> rows) {
    this.window = window;
    this.usual = usual;
    this.rows = rows;
  }

  void read() {
    window.services().forEach((service, pane) -> readService(service, pane.traces()));
    blamed.forEach(
        (service, sumAndMax) -> {
          Row row = rows.get(service);
          if (row != null) {
            row.set(Sign.STEP_BLAMED, Scale.compress(sumAndMax[0]));
            row.set(Sign.STEP_BLAMED_MAX, Scale.compress(sumAndMax[1]));
          }
        });
  }

  private void readService(String service, TraceStats stats) {
    Row row = rows.get(service);
    if (row == null || stats.steps().isEmpty()) {
      return;
    }
    TraceBaseline baseline = usual.traces(service);
    double own = 0;
    double call = 0;
    double start = 0;
    for (Map.Entry<StepKey, Map<String, Integer>> step : stats.steps().entrySet()) {
      StepKey key = step.getKey();
      Map<String, Integer> before = baseline.all().steps().getOrDefault(key, Map.of());
      if (TraceBaseline.total(before) < TIMES_MIN) {
        continue;
      }
      double oddness = oddness(baseline, key, step.getValue());
      if (key.previous().equals(StepKey.START)) {
        start += oddness;
      } else if (!key.callee().isEmpty()) {
        call += oddness;
        row.raise(Sign.STEP_CALL_MAX, Scale.compress(oddness));
        blame(key.callee(), oddness);
      } else {
        own += oddness;
        row.raise(Sign.STEP_OWN_MAX, Scale.compress(oddness));
      }
      if (!key.previous().equals(StepKey.START)) {
        readChange(row, step.getValue(), before);
      }
    }
    row.set(Sign.STEP_OWN, Scale.compress(own));
    row.set(Sign.STEP_CALL, Scale.compress(call));
    row.set(Sign.STEP_START, Scale.compress(start));
  }

  /** A = G / (2 + usual G): how surprising, in units of the usual surprise. */
  static double oddness(TraceBaseline baseline, StepKey key, Map<String, Integer> nexts) {
    double surprise = baseline.surprise(key, nexts);
    double oddness = surprise / (2 + baseline.usualSurprise(key));
    return Math.max(0, oddness - .5);
  }

  private void blame(String callee, double oddness) {
    double[] sumAndMax = blamed.computeIfAbsent(callee, k -> new double[2]);
    sumAndMax[0] += oddness;
    sumAndMax[1] = Math.max(sumAndMax[1], oddness);
  }

  private static void readChange(Row row, Map<String, Integer> nexts, Map<String, Integer> before) {
    double total = TraceBaseline.total(nexts);
    double totalBefore = TraceBaseline.total(before);
    double variation = 0;
    double unseen = 0;
    for (Map.Entry<String, Integer> next : nexts.entrySet()) {
      int seen = before.getOrDefault(next.getKey(), 0);
      variation += Math.max(0, next.getValue() / total - seen / totalBefore);
      unseen += seen == 0 ? next.getValue() / total : 0;
    }
    double end = nexts.getOrDefault(StepKey.END, 0) / total;
    double endBefore = before.getOrDefault(StepKey.END, 0) / totalBefore;
    // A few events differ by chance.
    double sure = 1 - 1 / Math.sqrt(total);
    row.raise(Sign.STEP_VARIATION, variation * sure);
    row.raise(Sign.STEP_UNSEEN, unseen * sure);
    row.raise(Sign.STEP_END_EARLY, (end - endBefore) * sure);
  }
}
