package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.Finding.HandoffSeen;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** How agents are doing. */
final class AgentMetrics {
  private static final String PIPELINE = "agent";
  private static final double FAILED = 1.0;

  /** Half way to the threshold. */
  private static final double SUSPECT = 0.5;

  /** Failed runs whose end is awaited; the eldest is forgotten (its earliness is not observed). */
  private static final int AWAITED_MAX = 1_000;

  /** Ended runs that are known again when a late span lets them end a second time. */
  private static final int ENDED_MAX = 10_000;

  private final CaseMetrics cases;
  private final Timeliness timeliness;
  private final Family<CounterDataPoint> tasks;
  private final Family<CounterDataPoint> structureOnly;
  private final Family<DistributionDataPoint> duration;
  private final Family<DistributionDataPoint> taskSteps;
  private final Family<CounterDataPoint> steps;
  private final Family<CounterDataPoint> failures;
  private final Family<DistributionDataPoint> detection;
  private final Family<CounterDataPoint> handoffs;

  /** Step at which a run that goes on was first called failed. */
  private final Map<String, Integer> detected = new LinkedHashMap<>();

  /** Runs that were counted when they first ended, and whether as failed by now. */
  private final Map<String, Boolean> ended = new LinkedHashMap<>();

  AgentMetrics(Metrics metrics, CaseMetrics cases, Timeliness timeliness) {
    this.cases = cases;
    this.timeliness = timeliness;
    this.tasks = metrics.counter(Catalogue.AGENT_TASKS_TOTAL);
    this.structureOnly = metrics.counter(Catalogue.AGENT_TASKS_STRUCTURE_ONLY_TOTAL);
    this.duration = metrics.histogram(Catalogue.AGENT_TASK_DURATION_SECONDS);
    this.taskSteps = metrics.histogram(Catalogue.AGENT_TASK_STEPS);
    this.steps = metrics.counter(Catalogue.AGENT_STEPS_TOTAL);
    this.failures = metrics.counter(Catalogue.AGENT_FAILURES_TOTAL);
    this.detection = metrics.histogram(Catalogue.AGENT_DETECTION_STEP_RATIO);
    this.handoffs = metrics.counter(Catalogue.AGENT_HANDOFFS_TOTAL);
  }

  void judged(StepVerdict verdict) {
    timeliness.verdict(PIPELINE, verdict.step().endUnixNano());
    String app = verdict.step().app();
    String agent = named(verdict.step().agent());
    // Both outcomes start at 0 with an app's first step, so that increase() sees its first failure.
    tasks.update(counter -> {}, app, "ok");
    tasks.update(counter -> {}, app, "failed");
    steps.update(CounterDataPoint::inc, app, agent, word(verdict.score()));
    if (verdict.score() >= FAILED) {
      failures.update(
          counter -> Exemplars.count(counter, verdict.step().traceId(), verdict.step().spanId()),
          app,
          agent,
          OpenCase.word(verdict.mode()));
    }
  }

  void judged(RunVerdict run) {
    boolean failed = run.score() >= FAILED;
    if (run.phase() == Phase.CLOSED) {
      end(run, failed);
    } else if (failed) {
      if (detected.size() >= AWAITED_MAX) {
        detected.remove(detected.keySet().iterator().next());
      }
      detected.putIfAbsent(run.run(), run.steps());
      cases.on(run.phase(), OpenCase.of(run), run.endUnixNano());
    }
  }

  private void end(RunVerdict run, boolean failed) {
    String app = run.app();
    if (!ended.containsKey(run.run())) {
      count(run, failed);
    }
    boolean failedBefore = ended.getOrDefault(run.run(), false);
    ended.put(run.run(), failed || failedBefore);
    Integer step = detected.remove(run.run());
    if (failed && step == null && !failedBefore) {
      // Only the run as a whole gave it away: it opens and closes at once.
      step = run.steps();
      cases.on(Phase.OPENED, OpenCase.of(run), run.endUnixNano());
    }
    if (step != null) {
      double share = Math.min(1, step / (double) Math.max(1, run.steps()));
      detection.update(histogram -> histogram.observe(share), app);
      cases.on(Phase.CLOSED, OpenCase.of(run), run.endUnixNano());
    }
  }

  /** A run that paused and went on is one run, however often it ends. */
  private void count(RunVerdict run, boolean failed) {
    if (ended.size() >= ENDED_MAX) {
      ended.remove(ended.keySet().iterator().next());
    }
    String app = run.app();
    tasks.update(CounterDataPoint::inc, app, failed ? "failed" : "ok");
    structureOnly.update(counter -> counter.inc(run.structureOnly() ? 1 : 0), app);
    double seconds = Math.max(0, run.endUnixNano() - run.startUnixNano()) * 1e-9;
    duration.update(histogram -> histogram.observe(seconds), app);
    taskSteps.update(histogram -> histogram.observe(run.steps()), app);
  }

  void handedOff(HandoffSeen seen) {
    handoffs.update(
        CounterDataPoint::inc,
        seen.app(),
        named(seen.handoff().from()),
        named(seen.handoff().to()),
        seen.failed() ? "failed" : "ok");
  }

  private static String word(double score) {
    return score >= FAILED ? "failed" : score >= SUSPECT ? "suspect" : "ok";
  }

  private static String named(String agent) {
    return agent.isEmpty() ? "unknown" : agent;
  }
}
