package io.faultlore.engine.report;

import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.FindingListener;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.time.InstantSource;

/** Findings as metrics. Called on the engine's thread; the registry may be scraped by any. */
public final class FindingMetrics implements FindingListener {
  private final RuntimeMetrics runtime;
  private final AgentMetrics agents;
  private final Family<CounterDataPoint> feedback;

  public FindingMetrics(Metrics metrics, InstantSource clock) {
    CaseMetrics cases = new CaseMetrics(metrics);
    Timeliness timeliness = new Timeliness(metrics, clock);
    this.runtime = new RuntimeMetrics(metrics, cases, timeliness);
    this.agents = new AgentMetrics(metrics, cases, timeliness);
    this.feedback = metrics.counter(Catalogue.FEEDBACK_TOTAL);
    feedback.update(counter -> {}, "true");
    feedback.update(counter -> {}, "false_alarm");
  }

  @Override
  public void on(Finding finding) {
    switch (finding) {
      case Finding.SliceVerdict slice -> runtime.judged(slice);
      case Finding.Failure failure -> runtime.failed(failure);
      case Finding.StepVerdict step -> agents.judged(step);
      case Finding.RunVerdict run -> agents.judged(run);
      case Finding.HandoffSeen handoff -> agents.handedOff(handoff);
    }
  }

  /** A user said what a case was. */
  public void labelled(CaseLabel label) {
    feedback.update(CounterDataPoint::inc, label.failure() ? "true" : "false_alarm");
  }
}
