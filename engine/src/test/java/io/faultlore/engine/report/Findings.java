package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.HandoffSeen;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.util.List;

/** Findings for tests; times are seconds after {@link #START}. */
final class Findings {
  static final long START = 1_800_000_000_000_000_000L;
  static final String TRACE = "0123456789abcdef0123456789abcdef";

  private Findings() {}

  static long at(long second) {
    return START + second * 1_000_000_000L;
  }

  static SliceVerdict slice(String service, long endSecond, double score, State state) {
    return new SliceVerdict(
        service,
        at(endSecond - 60),
        at(endSecond),
        at(endSecond + 10),
        score,
        state,
        0.2,
        0.3,
        0.1,
        0.05);
  }

  static Failure failure(String id, Phase phase, String service, String type) {
    return new Failure(
        id,
        phase,
        Severity.CRITICAL,
        at(0),
        at(90),
        at(60),
        at(60),
        List.of(new Ranked(service, 2.5), new Ranked("frontend", 1.5)),
        type.isEmpty() ? List.of() : List.of(new Ranked(type, 0.9)),
        List.of("latency of cart -> redis p50 12 ms -> 480 ms in 93 % of calls"),
        List.of(new SimilarCase("old-1", 0.93, "cpu_contention", "restart the pod")),
        TRACE);
  }

  static StepVerdict step(String app, String agent, double score, FailureMode mode) {
    return new StepVerdict(
        new Step.Origin("run-1", app, agent, agent, TRACE, "0123456789abcdef", at(10), at(12)),
        "chat",
        3,
        score,
        List.of(),
        mode,
        List.of(),
        List.of(),
        List.of(),
        at(12));
  }

  static RunVerdict run(String run, Phase phase, double score, int steps) {
    return new RunVerdict(
        run,
        "shop-agents",
        List.of(TRACE),
        phase,
        score,
        List.of(new Ranked("0123456789abcdef", 1.4)),
        List.of(new Ranked("planner", 1.4)),
        List.of(),
        FailureMode.LOOP,
        List.of("the same search was asked 7 times"),
        List.of(),
        List.of("stop after 3 equal calls"),
        steps,
        false,
        at(0),
        at(40),
        at(40));
  }

  static HandoffSeen handoff(String from, String to, boolean failed) {
    return new HandoffSeen(
        "shop-agents",
        new Handoff("run-1", TRACE, from, to, Handoff.Source.TRANSFER, at(5)),
        failed,
        at(6));
  }
}
