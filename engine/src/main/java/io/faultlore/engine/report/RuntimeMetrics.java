package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How services are doing. A service without verdicts for a while disappears. */
final class RuntimeMetrics {
  private static final String PIPELINE = "runtime";

  /** Scores are scaled so that this is the threshold (FORMAT of findings). */
  private static final double THRESHOLD = 1.0;

  /** Event time; long enough for a service that is called every few minutes. */
  private static final long GONE_AFTER_NANOS = 15 * 60 * 1_000_000_000L;

  /** Updates come as the evidence grows: the third in a row has seen a minute and more of it. */
  private static final int SETTLED_AFTER = 3;

  private final CaseMetrics cases;
  private final Timeliness timeliness;
  private final Family<GaugeDataPoint> score;
  private final Family<GaugeDataPoint> threshold;
  private final Family<GaugeDataPoint> modality;
  private final Family<GaugeDataPoint> distance;
  private final Family<GaugeDataPoint> state;
  private final Family<CounterDataPoint> transitions;
  private final Family<CounterDataPoint> failures;

  /** Services in order of their last verdict; as many as are shown. */
  private final Map<String, Shown> services = new LinkedHashMap<>();

  /** Failures that were not counted yet, with the suspect that was named last. */
  private final Map<String, Named> unsettled = new LinkedHashMap<>();

  RuntimeMetrics(Metrics metrics, CaseMetrics cases, Timeliness timeliness) {
    this.cases = cases;
    this.timeliness = timeliness;
    this.score = metrics.gauge(Catalogue.ANOMALY_SCORE_RATIO);
    this.threshold = metrics.gauge(Catalogue.ANOMALY_THRESHOLD_RATIO);
    this.modality = metrics.gauge(Catalogue.MODALITY_SCORE_RATIO);
    this.distance = metrics.gauge(Catalogue.NEAREST_HISTORY_DISTANCE_RATIO);
    this.state = metrics.gauge(Catalogue.RUNTIME_STATE_ACTIVE);
    this.transitions = metrics.counter(Catalogue.RUNTIME_STATE_TRANSITIONS_TOTAL);
    this.failures = metrics.counter(Catalogue.FAILURES_TOTAL);
  }

  void judged(SliceVerdict slice) {
    timeliness.verdict(PIPELINE, slice.endUnixNano());
    String service = slice.service();
    score.update(gauge -> gauge.set(slice.score()), service);
    threshold.update(gauge -> gauge.set(THRESHOLD), service);
    modality.update(gauge -> gauge.set(slice.metrics()), service, "metrics");
    modality.update(gauge -> gauge.set(slice.traces()), service, "traces");
    modality.update(gauge -> gauge.set(slice.logs()), service, "logs");
    distance.update(gauge -> gauge.set(slice.distance()), service);
    enter(service, slice.state().word(), slice.endUnixNano());
    dropGone(slice.endUnixNano());
  }

  private void enter(String service, String word, long unixNano) {
    Shown before = services.remove(service);
    Set<String> states = before == null ? new TreeSet<>() : before.states;
    if (before != null && !before.state.equals(word)) {
      state.update(gauge -> gauge.set(0), service, before.state);
      transitions.update(CounterDataPoint::inc, service, before.state, word);
    }
    states.add(word);
    state.update(gauge -> gauge.set(1), service, word);
    if (before != null || services.size() < Catalogue.ANOMALY_SCORE_RATIO.seriesMax()) {
      services.put(service, new Shown(word, states, unixNano));
    }
  }

  private void dropGone(long nowUnixNano) {
    Iterator<Map.Entry<String, Shown>> eldest = services.entrySet().iterator();
    while (eldest.hasNext()) {
      Map.Entry<String, Shown> entry = eldest.next();
      if (nowUnixNano - entry.getValue().unixNano <= GONE_AFTER_NANOS) {
        return;
      }
      hide(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  private void hide(String service, Shown shown) {
    score.remove(service);
    threshold.remove(service);
    modality.remove(service, "metrics");
    modality.remove(service, "traces");
    modality.remove(service, "logs");
    distance.remove(service);
    shown.states.forEach(word -> state.remove(service, word));
  }

  void failed(Failure failure) {
    OpenCase open = OpenCase.of(failure);
    if (isSettled(failure.phase(), open)) {
      failures.update(
          counter -> Exemplars.count(counter, failure.exampleTraceId(), ""),
          open.subject(),
          open.kind(),
          open.severity());
    }
    cases.on(failure.phase(), open, failure.endUnixNano());
  }

  /**
   * The first verdicts on a failure know little of it, and a counter cannot take anything back: so
   * a failure counts for the suspect that three verdicts in a row name first, or the last one does.
   */
  private boolean isSettled(Phase phase, OpenCase open) {
    Named before = unsettled.get(open.key());
    if (before == null && phase != Phase.OPENED) {
      return false;
    }
    Named now =
        before != null && before.suspect.equals(open.subject())
            ? new Named(open.subject(), before.times + 1)
            : new Named(open.subject(), 1);
    boolean settled = phase == Phase.CLOSED || now.times >= SETTLED_AFTER;
    if (settled) {
      unsettled.remove(open.key());
    } else {
      if (before == null && unsettled.size() >= CaseMetrics.OPEN_MAX) {
        unsettled.remove(unsettled.keySet().iterator().next());
      }
      unsettled.put(open.key(), now);
    }
    return settled;
  }

  /** The first suspect, and how many verdicts in a row named it. */
  private record Named(String suspect, int times) {}

  private record Shown(String state, Set<String> states, long unixNano) {}
}
