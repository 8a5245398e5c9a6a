package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class FamilyTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Metrics metrics = new Metrics(registry);

  @Test
  void valuesUpToTheBoundAreKeptApartAndTheNextOneIsOther() {
    Family<CounterDataPoint> tasks = metrics.counter(Catalogue.AGENT_TASKS_STRUCTURE_ONLY_TOTAL);
    for (int app = 0; app < 19; app++) {
      tasks.update(CounterDataPoint::inc, "app-" + app);
    }
    assertEquals(0, dropped());
    tasks.update(CounterDataPoint::inc, "app-19");
    assertEquals(20, tasks.size());
    assertEquals(0, dropped());
    tasks.update(CounterDataPoint::inc, "app-20");
    tasks.update(CounterDataPoint::inc, "app-21");
    assertEquals(21, tasks.size());
    assertEquals(2, dropped());
    assertEquals(2, value("other"));
  }

  @Test
  void labelSetsAreBoundedEvenWhenEachLabelIsWithinItsBound() {
    Family<CounterDataPoint> failures = metrics.counter(Catalogue.FAILURES_TOTAL);
    int sent = 0;
    for (int service = 0; service < 100; service++) {
      for (RuntimeKind kind : RuntimeKind.values()) {
        failures.update(CounterDataPoint::inc, "s" + service, kind.word(), "critical");
        sent++;
      }
    }
    assertEquals(1_000, failures.size() - folded());
    assertEquals(RuntimeKind.values().length, folded());
    assertEquals(sent, Scrape.of(registry, "faultlore_failures_total"), "no failure is lost");
  }

  @Test
  void aRemovedSeriesMakesRoomForAnother() {
    Family<GaugeDataPoint> active = metrics.gauge(Catalogue.CASE_ACTIVE);
    for (int id = 0; id < 50; id++) {
      show(active, id);
    }
    show(active, 50);
    assertEquals(50, active.size());
    assertEquals(1, dropped());
    active.remove("case-7", "runtime", "cart", "cpu", "critical");
    show(active, 51);
    assertEquals(50, active.size());
    assertEquals(1, Scrape.of(registry, "faultlore_case_active", "case-51"));
    assertEquals(0, Scrape.series(registry, "faultlore_case_active", "case-7").size());
  }

  @Test
  void longNamesAreCutAndStayOneSeries() {
    Family<CounterDataPoint> tasks = metrics.counter(Catalogue.AGENT_TASKS_STRUCTURE_ONLY_TOTAL);
    String name = "n".repeat(5_000);
    tasks.update(CounterDataPoint::inc, name);
    tasks.update(CounterDataPoint::inc, name);
    assertEquals(1, tasks.size());
    assertEquals(2, value("n".repeat(Family.VALUE_LENGTH_MAX)));
  }

  private static void show(Family<GaugeDataPoint> active, int id) {
    active.update(gauge -> gauge.set(1), "case-" + id, "runtime", "cart", "cpu", "critical");
  }

  private long folded() {
    return Scrape.series(registry, "faultlore_failures_total", "other").stream()
        .filter(point -> "other".equals(point.getLabels().get("service")))
        .count();
  }

  private double value(String app) {
    return Scrape.of(registry, "faultlore_agent_tasks_structure_only_total", app);
  }

  private double dropped() {
    return Scrape.of(registry, "faultlore_series_dropped_total");
  }
}
