package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.State;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FindingMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final FindingMetrics findings =
      new FindingMetrics(
          new Metrics(registry), InstantSource.fixed(Instant.ofEpochSecond(0, Findings.at(100))));

  @Test
  void aSliceShowsScoreThresholdAndState() {
    findings.on(Findings.slice("cart", 60, 0.4, State.NORMAL));
    findings.on(Findings.slice("cart", 75, 1.6, State.DEGRADED));
    assertEquals(1.6, read("faultlore_anomaly_score_ratio", "cart"));
    assertEquals(1.0, read("faultlore_anomaly_threshold_ratio", "cart"));
    assertEquals(0, read("faultlore_runtime_state_active", "cart", "normal"));
    assertEquals(1, read("faultlore_runtime_state_active", "cart", "degraded"));
    assertEquals(1, read("faultlore_runtime_state_transitions_total", "normal", "degraded"));
    assertEquals(0.3, read("faultlore_modality_score_ratio", "cart", "traces"));
    assertEquals(0.05, read("faultlore_nearest_history_distance_ratio", "cart"));
    assertEquals(Findings.at(100) / 1e9, read("faultlore_last_verdict_timestamp_seconds"));
    assertEquals(Findings.at(75) / 1e9, read("faultlore_watermark_timestamp_seconds"), 1e-3);
  }

  @Test
  void aReplayOfOldDataIsNoDelay() {
    findings.on(Findings.slice("cart", 75, 0.2, State.NORMAL));
    findings.on(Findings.slice("cart", 75 - 2 * 86_400, 0.2, State.NORMAL));
    assertEquals(1, read("faultlore_verdict_delay_seconds"));
  }

  @Test
  void aServiceWithoutVerdictsDisappears() {
    findings.on(Findings.slice("batch", 60, 0.4, State.NORMAL));
    findings.on(Findings.slice("cart", 60 + 15 * 60, 0.4, State.NORMAL));
    assertEquals(1, Scrape.series(registry, "faultlore_anomaly_score_ratio", "batch").size());
    findings.on(Findings.slice("cart", 61 + 15 * 60, 0.4, State.NORMAL));
    assertEquals(0, Scrape.series(registry, "faultlore_anomaly_score_ratio", "batch").size());
    assertEquals(0, Scrape.series(registry, "faultlore_runtime_state_active", "batch").size());
    assertEquals(1, Scrape.series(registry, "faultlore_anomaly_score_ratio", "cart").size());
  }

  @Test
  void aFailureIsCountedOnceForTheSuspectOnWhichVerdictsAgree() {
    findings.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "redis", "cpu_contention"));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "redis", "cpu_contention"));
    assertEquals(0, read("faultlore_failures_total"));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "redis", "cpu_contention"));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "cart", ""));
    findings.on(Findings.failure("case-1", Phase.CLOSED, "cart", ""));
    assertEquals(1, read("faultlore_failures_total"));
    assertEquals(1, read("faultlore_failures_total", "redis", "cpu", "critical"));
    var point =
        (CounterDataPointSnapshot) Scrape.series(registry, "faultlore_failures_total").getFirst();
    assertEquals(Findings.TRACE, point.getExemplar().getLabels().get("trace_id"));
  }

  @Test
  void aFailureThatEndsIsCountedForItsLastSuspect() {
    findings.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    findings.on(Findings.failure("case-1", Phase.CLOSED, "redis", ""));
    assertEquals(1, read("faultlore_failures_total", "redis", "unknown"));
  }

  @Test
  void anOpenCaseIsShownAndAClosedOneIsGone() {
    findings.on(Findings.failure("case-1", Phase.OPENED, "cart", "cpu_contention"));
    assertEquals(1, read("faultlore_case_active", "case-1", "cart", "cpu", "critical"));
    assertEquals(2.5, read("faultlore_case_suspect_score_ratio", "case-1", "cart", "1"));
    assertEquals(0.93, read("faultlore_case_neighbor_similarity_ratio", "old-1", "cpu"));
    assertEquals(1, read("faultlore_cases_open", "runtime", "critical"));
    assertEquals(1, read("faultlore_history_lookups_total", "hit"));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "redis", "cpu_contention"));
    assertEquals(0, Scrape.series(registry, "faultlore_case_active", "cart").size());
    assertEquals(1, read("faultlore_case_active", "case-1", "redis"));
    findings.on(Findings.failure("case-1", Phase.CLOSED, "redis", "cpu_contention"));
    assertEquals(0, Scrape.series(registry, "faultlore_case_active").size());
    assertEquals(0, Scrape.series(registry, "faultlore_case_suspect_score_ratio").size());
    assertEquals(0, Scrape.series(registry, "faultlore_case_neighbor_similarity_ratio").size());
    assertEquals(0, read("faultlore_cases_open"));
    assertEquals(1, read("faultlore_cases_opened_total"));
    assertEquals(1, read("faultlore_cases_closed_total", "runtime"));
    assertEquals(1, read("faultlore_case_duration_seconds", "runtime"));
  }

  @Test
  void anUpdateAfterARestartShowsTheCaseWithoutCountingIt() {
    findings.on(Findings.failure("case-1", Phase.UPDATED, "cart", ""));
    assertEquals(1, read("faultlore_case_active", "case-1"));
    assertEquals(0, read("faultlore_cases_opened_total"));
    assertEquals(0, read("faultlore_failures_total"));
  }

  @Test
  void aCaseThatIsOpenedAgainIsActiveAtOnceAndCountsOnce() {
    findings.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    findings.on(Findings.failure("case-1", Phase.CLOSED, "cart", ""));
    findings.on(Findings.failure("case-1", Phase.UPDATED, "cart", ""));
    assertEquals(1, read("faultlore_case_active", "case-1"));
    assertEquals(1, read("faultlore_cases_open"));
    findings.on(Findings.failure("case-1", Phase.CLOSED, "cart", ""));
    assertEquals(0, read("faultlore_cases_open"));
    assertEquals(1, read("faultlore_cases_opened_total"));
    assertEquals(1, read("faultlore_cases_closed_total"));
    assertEquals(1, read("faultlore_failures_total"));
    assertEquals(1, read("faultlore_case_duration_seconds", "runtime"));
  }

  @Test
  void openCasesAreBounded() {
    for (int i = 0; i <= CaseMetrics.OPEN_MAX; i++) {
      findings.on(Findings.failure("case-" + i, Phase.OPENED, "cart", ""));
    }
    assertEquals(CaseMetrics.OPEN_MAX, read("faultlore_cases_open"));
    assertEquals(50, Scrape.series(registry, "faultlore_case_active").size(), 1);
  }

  @Test
  void aFailedRunTellsHowEarlyItWasSeen() {
    findings.on(Findings.step("shop-agents", "planner", 1.2, FailureMode.LOOP));
    findings.on(Findings.run("run-1", Phase.OPENED, 1.2, 3));
    assertEquals(1, read("faultlore_case_active", Findings.TRACE, "agent", "loop"));
    assertEquals(0, read("faultlore_agent_tasks_total", "failed"));
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 9));
    assertEquals(1, read("faultlore_agent_tasks_total", "failed"));
    assertEquals(1, read("faultlore_agent_failures_total", "planner", "loop"));
    assertEquals(1, read("faultlore_agent_steps_total", "planner", "failed"));
    assertEquals(1, read("faultlore_agent_detection_step_ratio"));
    assertEquals(0, Scrape.series(registry, "faultlore_case_active").size());
    assertEquals(1, read("faultlore_cases_opened_total", "agent"));
  }

  @Test
  void aRunThatOnlyItsEndGaveAwayIsACaseToo() {
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 9));
    assertEquals(1, read("faultlore_cases_opened_total", "agent"));
    assertEquals(1, read("faultlore_cases_closed_total", "agent"));
  }

  @Test
  void aFineRunIsNoCase() {
    findings.on(Findings.run("run-1", Phase.CLOSED, 0.2, 9));
    assertEquals(1, read("faultlore_agent_tasks_total", "ok"));
    assertEquals(0, read("faultlore_cases_opened_total"));
    assertEquals(0, read("faultlore_agent_detection_step_ratio"));
  }

  @Test
  void aRunThatPausedAndWentOnIsOneRunHoweverOftenItEnds() {
    findings.on(Findings.run("run-1", Phase.CLOSED, 0.2, 5));
    findings.on(Findings.run("run-1", Phase.CLOSED, 0.2, 9));
    findings.on(Findings.run("run-2", Phase.CLOSED, 0.2, 9));
    assertEquals(2, read("faultlore_agent_tasks_total", "ok"));
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 11));
    assertEquals(1, read("faultlore_cases_opened_total", "agent"), "it fails by now");
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 12));
    assertEquals(1, read("faultlore_cases_opened_total", "agent"));
    findings.on(Findings.run("run-1", Phase.OPENED, 1.2, 13));
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 14));
    assertEquals(0, Scrape.series(registry, "faultlore_case_active").size(), "none stays open");
    assertEquals(2, read("faultlore_agent_tasks_total", "ok"));
  }

  @Test
  void freeTypesBecomeKinds() {
    assertEquals("cpu", RuntimeKind.of("CPU-Contention").word());
    assertEquals("network", RuntimeKind.of("network_delay").word());
    assertEquals("code", RuntimeKind.of("exception").word());
    assertEquals("memory", RuntimeKind.of("Pod OOMKilled").word());
    assertEquals("unknown", RuntimeKind.of("").word());
    assertEquals("other", RuntimeKind.of("purple").word());
    assertTrue(Catalogue.FAILURES_TOTAL.labels().get(1).values().contains("other"));
  }

  private double read(String name, String... labels) {
    return Scrape.of(registry, name, labels);
  }
}
