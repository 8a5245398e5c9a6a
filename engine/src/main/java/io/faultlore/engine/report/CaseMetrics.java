package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Open cases. What is shown of a case is gone at the next scrape after it was closed. */
final class CaseMetrics {
  /**
   * Cases taken for open; far more than anybody looks at. The one that opened first is taken for
   * closed when another comes.
   */
  static final int OPEN_MAX = 1_000;

  private static final int RANKS = 5;
  private static final List<String> SCOPES = List.of("runtime", "agent");
  private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

  private final Family<GaugeDataPoint> openCases;
  private final Family<CounterDataPoint> opened;
  private final Family<CounterDataPoint> closed;
  private final Family<DistributionDataPoint> duration;
  private final Family<GaugeDataPoint> active;
  private final Family<GaugeDataPoint> similarity;
  private final Family<GaugeDataPoint> suspicion;
  private final Family<CounterDataPoint> lookups;
  private final Map<String, Shown> shown = new LinkedHashMap<>();

  /** Cases that were counted as closed, the oldest first; few are opened again, and soon. */
  private final Set<String> counted = new LinkedHashSet<>();

  CaseMetrics(Metrics metrics) {
    this.openCases = metrics.gauge(Catalogue.CASES_OPEN);
    this.opened = metrics.counter(Catalogue.CASES_OPENED_TOTAL);
    this.closed = metrics.counter(Catalogue.CASES_CLOSED_TOTAL);
    this.duration = metrics.histogram(Catalogue.CASE_DURATION_SECONDS);
    this.active = metrics.gauge(Catalogue.CASE_ACTIVE);
    this.similarity = metrics.gauge(Catalogue.CASE_NEIGHBOR_SIMILARITY_RATIO);
    this.suspicion = metrics.gauge(Catalogue.CASE_SUSPECT_SCORE_RATIO);
    this.lookups = metrics.counter(Catalogue.HISTORY_LOOKUPS_TOTAL);
    // Series that start at 0: increase() does not see the first event of a series that starts at 1.
    for (String scope : SCOPES) {
      for (String severity : SEVERITIES) {
        openCases.update(gauge -> gauge.set(0), scope, severity);
        opened.update(counter -> {}, scope, severity);
        closed.update(counter -> {}, scope, severity);
      }
    }
  }

  void on(Phase phase, OpenCase open, long endUnixNano) {
    Shown before = hide(open.key());
    if (phase == Phase.OPENED && before == null) {
      opened.update(CounterDataPoint::inc, open.scope(), open.severity());
      lookups.update(
          CounterDataPoint::inc, open.scope(), open.similar().isEmpty() ? "miss" : "hit");
    }
    if (phase == Phase.CLOSED) {
      close(open, endUnixNano);
    } else {
      show(open);
    }
  }

  /** A case that was opened again is still the same one: it counts when it first closed. */
  private void close(OpenCase open, long endUnixNano) {
    if (!counted.add(open.key())) {
      return;
    }
    if (counted.size() > OPEN_MAX) {
      counted.remove(counted.iterator().next());
    }
    closed.update(CounterDataPoint::inc, open.scope(), open.severity());
    double seconds = Math.max(0, endUnixNano - open.startUnixNano()) * 1e-9;
    duration.update(histogram -> histogram.observe(seconds), open.scope());
  }

  private void show(OpenCase open) {
    if (shown.size() >= OPEN_MAX) {
      hide(shown.keySet().iterator().next());
    }
    List<Runnable> end = new ArrayList<>();
    openCases.update(gauge -> gauge.inc(1), open.scope(), open.severity());
    end.add(() -> openCases.update(gauge -> gauge.inc(-1), open.scope(), open.severity()));
    set(end, active, 1, open.id(), open.scope(), open.subject(), open.kind(), open.severity());
    for (int rank = 0; rank < Math.min(RANKS, open.suspects().size()); rank++) {
      Ranked suspect = open.suspects().get(rank);
      set(end, suspicion, suspect.score(), open.id(), open.scope(), word(rank), suspect.name());
    }
    for (int rank = 0; rank < Math.min(RANKS, open.similar().size()); rank++) {
      SimilarCase similar = open.similar().get(rank);
      String kind = open.scope().equals("runtime") ? RuntimeKind.of(similar.type()).word() : "run";
      set(end, similarity, similar.similarity(), open.id(), similar.caseId(), word(rank), kind);
    }
    shown.put(open.key(), new Shown(end));
  }

  private static void set(
      List<Runnable> end, Family<GaugeDataPoint> family, double value, String... labels) {
    family.update(gauge -> gauge.set(value), labels);
    end.add(() -> family.remove(labels));
  }

  private static String word(int rank) {
    return Integer.toString(rank + 1);
  }

  /** Takes the case's series away; null when none were shown. */
  private @Nullable Shown hide(String id) {
    Shown before = shown.remove(id);
    if (before != null) {
      before.end.forEach(Runnable::run);
    }
    return before;
  }

  private record Shown(List<Runnable> end) {}
}
