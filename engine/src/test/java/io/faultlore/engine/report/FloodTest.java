package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.State;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodTest {
  private static final List<State> STATES = List.of(State.values());
  private static final List<FailureMode> MODES = List.of(FailureMode.values());

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Metrics metrics = new Metrics(registry);
  private final FindingMetrics findings =
      new FindingMetrics(metrics, InstantSource.fixed(Instant.ofEpochSecond(0, Findings.at(100))));

  @Test
  void tenThousandServicesAndAMillionAgentNamesStayBelowFifteenThousandSeries() {
    for (int i = 0; i < 10_000; i++) {
      String service = "service-" + i;
      findings.on(Findings.slice(service, 60 + i / 1000, 1.2, STATES.get(i % STATES.size())));
      findings.on(Findings.failure("case-" + i, Phase.OPENED, service, "type " + i));
      findings.on(Findings.failure("case-" + i, Phase.CLOSED, service, "type " + i));
    }
    for (int i = 0; i < 1_000_000; i++) {
      findings.on(
          Findings.step("app-" + i % 1_000, "agent-" + i, 1.5, MODES.get(i % MODES.size())));
    }
    for (int i = 0; i < 10_000; i++) {
      findings.on(Findings.handoff("agent-" + i, "agent-" + (i + 1), i % 7 == 0));
      findings.on(Findings.run("run-" + i, Phase.CLOSED, i % 2, 10));
    }
    assertTrue(lines() <= 15_000, lines() + " lines");
    assertEquals(1_000_000, Scrape.of(registry, "faultlore_agent_steps_total"));
    assertEquals(1_000_000, Scrape.of(registry, "faultlore_agent_failures_total"));
    assertEquals(10_000, Scrape.of(registry, "faultlore_failures_total"));
    assertTrue(Scrape.of(registry, "faultlore_series_dropped_total") > 0);
  }

  /** Lines of the text format, which is what a Prometheus server stores. */
  private int lines() {
    return registry.scrape().stream()
        .flatMap(metric -> metric.getDataPoints().stream())
        .mapToInt(
            point ->
                point instanceof HistogramDataPointSnapshot histogram
                    ? histogram.getClassicBuckets().size() + 2
                    : 1)
        .sum();
  }
}
