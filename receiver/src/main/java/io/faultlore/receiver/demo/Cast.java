package io.faultlore.receiver.demo;

import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.world.Label;
import io.faultlore.engine.world.World;
import io.faultlore.engine.world.agent.AgentPlan;
import io.faultlore.engine.world.agent.AgentWorld;
import io.faultlore.engine.world.agent.FailureMode;
import io.faultlore.engine.world.service.FaultKind;
import io.faultlore.engine.world.service.Injection;
import io.faultlore.engine.world.service.ServiceWorld;
import io.faultlore.engine.world.service.SystemPlan;
import io.faultlore.engine.world.service.Systems;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Who plays: a shop and a team of agents. Both fail twice in the same way: once in the history that
 * is filled in, after which a person labels the case, and once live.
 *
 * @param story what fails live
 * @param earlier what failed before, and what a person then said
 */
record Cast(World shop, World team, long startUnixNano, Story story, Earlier earlier) {
  /** History that is filled in: the baselines, and the earlier failures. */
  private static final Duration HISTORY = Duration.ofMinutes(45);

  private static final Duration EARLIER = Duration.ofMinutes(15);
  private static final Duration EARLIER_FOR = Duration.ofMinutes(3);

  /** Longer than anyone watches. */
  private static final Duration LIVE_FOR = Duration.ofMinutes(30);

  /** Enough for every service to be called in each window, little enough to be filled in soon. */
  private static final double REQUESTS_PER_SECOND = 6;

  /** Kinds that make their service the one to blame for all to see. */
  private static final List<FaultKind> CLEAR =
      List.of(
          FaultKind.BAD_DEPLOYMENT_EXCEPTIONS,
          FaultKind.POOL_EXHAUSTION,
          FaultKind.EXPIRED_CREDENTIALS);

  private static final double RUNS_PER_MINUTE = 2;
  private static final double PACE_SECONDS = 1.5;

  /**
   * The failures of the history.
   *
   * @param remedy what helped with the service
   */
  record Earlier(
      String service, long startUnixNano, long endUnixNano, String remedy, String traceId) {}

  /**
   * A cast.
   *
   * @param fault its kind by name; empty for a clear one drawn by the seed
   * @param liveUnixNano when the shop breaks and the failing run starts
   * @throws IllegalArgumentException when the fault or the mistake is unknown; the message lists
   *     the known ones
   */
  static Cast of(String fault, String mode, long liveUnixNano, long seed) {
    FaultKind kind =
        fault.isEmpty()
            ? CLEAR.get((int) Math.floorMod(seed, (long) CLEAR.size()))
            : FaultKind.named(fault);
    FailureMode mistake = FailureMode.named(mode);
    long start = liveUnixNano - HISTORY.toNanos();
    SystemPlan plan = Systems.shop().withRequestsPerSecond(REQUESTS_PER_SECOND);
    Injection live =
        ServiceWorld.randomInjection(
            plan, kind, liveUnixNano, liveUnixNano + LIVE_FOR.toNanos(), seed);
    Injection before = moved(live, start + EARLIER.toNanos(), EARLIER_FOR);
    AgentPlan team =
        AgentPlan.defaults()
            .withTeams(1)
            .withRunsPerMinute(RUNS_PER_MINUTE)
            .withFailingShare(0)
            .withPaceSeconds(PACE_SECONDS)
            .withInjections(
                List.of(
                    new AgentPlan.Injection(EARLIER, mistake),
                    new AgentPlan.Injection(HISTORY, mistake)));
    return new Cast(
        ServiceWorld.of(plan, List.of(before, live), start, seed),
        AgentWorld.of(team, start, seed),
        start,
        story(live, team, start, seed),
        new Earlier(
            before.service(),
            before.startUnixNano(),
            before.endUnixNano(),
            "undid what caused the " + kind.type().replace('_', ' '),
            roots(team, start, seed).getFirst().traceId()));
  }

  private static Injection moved(Injection injection, long start, Duration length) {
    return new Injection(
        injection.kind(),
        injection.service(),
        injection.instance(),
        injection.other(),
        injection.strength(),
        injection.onset(),
        start,
        start + length.toNanos());
  }

  private static Story story(Injection live, AgentPlan team, long start, long seed) {
    Label.Step root = roots(team, start, seed).getLast();
    return new Story(
        live.service(),
        live.kind().type(),
        live.startUnixNano(),
        root.traceId(),
        root.spanId(),
        root.agent(),
        root.type(),
        root.startUnixNano());
  }

  /** A rehearsal: the same world with the same seed tells in advance what will go wrong. */
  private static List<Label.Step> roots(AgentPlan team, long start, long seed) {
    AgentWorld rehearsal = AgentWorld.of(team, start, seed);
    rehearsal.advance(start + HISTORY.plus(LIVE_FOR).toNanos(), (arrival, signal) -> {});
    return rehearsal.labels().stream()
        .filter(Label.Step.class::isInstance)
        .map(Label.Step.class::cast)
        .filter(Label.Step::rootCause)
        .sorted(Comparator.comparingLong(Label.Step::startUnixNano))
        .toList();
  }

  /** What the person says of the earlier failure of the shop. */
  CaseLabel serviceLabel() {
    return new CaseLabel(
        true,
        earlier.service,
        story.fault(),
        earlier.remedy,
        List.of(),
        false,
        "demo",
        earlier.endUnixNano);
  }

  /** What the person says of the earlier failing run: every failing step, and what helped. */
  CaseLabel runLabel() {
    List<StepMark> marks =
        team.labels().stream()
            .filter(Label.Step.class::isInstance)
            .map(Label.Step.class::cast)
            .filter(step -> step.traceId().equals(earlier.traceId))
            .map(step -> new StepMark(step.spanId(), step.agent(), step.type(), step.rootCause()))
            .toList();
    String culprit = marks.isEmpty() ? "" : marks.getFirst().agent();
    return new CaseLabel(
        true,
        culprit,
        story.mode(),
        "said in the agent's instructions to check before going on",
        marks,
        true,
        "demo",
        earlier.endUnixNano);
  }
}
