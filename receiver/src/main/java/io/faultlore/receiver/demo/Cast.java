package io.faultlore.receiver.demo;

import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.world.Label;
import io.faultlore.world.World;
import io.faultlore.world.agent.AgentPlan;
import io.faultlore.world.agent.AgentWorld;
import io.faultlore.world.agent.FailureMode;
import io.faultlore.world.service.ServiceWorld;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who plays: a shop and a team of agents. Both fail live in a way in which they failed before, in
 * the history that is filled in, and a person then said what it was and what helped.
 *
 * @param story what fails live
 * @param earlier how the shop failed before
 */
record Cast(World shop, World team, long startUnixNano, Story story, List<Earlier> earlier) {
  /** History that is filled in: the baselines, and the earlier failures. */
  private static final Duration HISTORY = Duration.ofMinutes(45);

  /** A kind is named once two cases of it are known. */
  private static final List<Duration> EARLIER =
      List.of(Duration.ofMinutes(12), Duration.ofMinutes(24));

  private static final Duration EARLIER_FOR = Duration.ofMinutes(3);

  /** A model of what fails needs a handful of failing runs, and the time to see them end. */
  private static final int EARLIER_RUNS = 5;

  private static final Duration REVIEW = Duration.ofMinutes(40);

  /** Longer than anyone watches. */
  private static final Duration LIVE_FOR = Duration.ofMinutes(30);

  /** Enough for every service to be called in each window, little enough to be filled in soon. */
  private static final double REQUESTS_PER_SECOND = 4;

  /** Kinds that make their service the one to blame for all to see, at once. */
  private static final List<FaultKind> CLEAR =
      List.of(
          FaultKind.DNS_FAILURE,
          FaultKind.NETWORK_PARTITION,
          FaultKind.POOL_EXHAUSTION,
          FaultKind.TIMEOUT_TOO_SHORT,
          FaultKind.WRONG_CONFIGURATION);

  /** Mistakes that show in the very step in which they are made. */
  private static final List<FailureMode> PLAIN =
      List.of(FailureMode.INVENTED_RESULT, FailureMode.IGNORED_TOOL_RESULT, FailureMode.DERAILMENT);

  private static final double RUNS_PER_MINUTE = 2;
  private static final double PACE_SECONDS = 1.5;

  /** A failure of the shop in the history. */
  record Earlier(long startUnixNano, long endUnixNano) {}

  /**
   * A cast.
   *
   * @param fault its kind by name; empty for a clear one drawn by the seed
   * @param mode the agent's mistake by name; empty for a plain one drawn by the seed
   * @param liveUnixNano when the shop breaks and the failing run starts
   * @throws IllegalArgumentException when the fault or the mistake is unknown; the message lists
   *     the known ones
   */
  static Cast of(String fault, String mode, long liveUnixNano, long seed) {
    FaultKind kind = fault.isEmpty() ? drawn(CLEAR, seed) : FaultKind.named(fault);
    FailureMode mistake = mode.isEmpty() ? drawn(PLAIN, seed) : FailureMode.named(mode);
    long start = liveUnixNano - HISTORY.toNanos();
    SystemPlan plan = Systems.shop().withRequestsPerSecond(REQUESTS_PER_SECOND);
    Injection live =
        Injection.random(plan, kind, liveUnixNano, liveUnixNano + LIVE_FOR.toNanos(), seed)
            .atOnce();
    List<Injection> injections = new ArrayList<>();
    for (Duration after : EARLIER) {
      long from = start + after.toNanos();
      injections.add(live.during(from, from + EARLIER_FOR.toNanos()));
    }
    List<Earlier> earlier =
        injections.stream().map(it -> new Earlier(it.startUnixNano(), it.endUnixNano())).toList();
    injections.add(live);
    AgentPlan team =
        AgentPlan.defaults()
            .withTeams(1)
            .withRunsPerMinute(RUNS_PER_MINUTE)
            .withFailingShare(0)
            .withPaceSeconds(PACE_SECONDS)
            .withInjections(injections(mistake));
    return new Cast(
        ServiceWorld.of(plan, injections, start, seed),
        AgentWorld.of(team, start, seed),
        start,
        story(live, team, start, seed),
        earlier);
  }

  /** The same mistake now and then in the history, and once live. */
  private static List<AgentPlan.Injection> injections(FailureMode mistake) {
    List<AgentPlan.Injection> injections = new ArrayList<>();
    for (int i = 1; i <= EARLIER_RUNS; i++) {
      injections.add(
          new AgentPlan.Injection(REVIEW.multipliedBy(i).dividedBy(EARLIER_RUNS + 1), mistake));
    }
    injections.add(new AgentPlan.Injection(HISTORY, mistake));
    return injections;
  }

  private static <T> T drawn(List<T> choice, long seed) {
    return choice.get((int) Math.floorMod(seed, (long) choice.size()));
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
    return steps(rehearsal.labels())
        .filter(Label.Step::rootCause)
        .sorted(Comparator.comparingLong(Label.Step::startUnixNano))
        .toList();
  }

  /** What the person says of an earlier failure of the shop. */
  CaseLabel serviceLabel(Earlier failure) {
    return new CaseLabel(
        true,
        story.service(),
        story.fault(),
        "undid what caused the " + story.fault().replace('_', ' '),
        List.of(),
        false,
        "demo",
        failure.endUnixNano);
  }

  /** When a person looks at the agents' runs so far and says how they went. */
  long reviewUnixNano() {
    return startUnixNano + REVIEW.toNanos();
  }

  /** What the person says of the runs that have ended, by trace: every step, and what helped. */
  SortedMap<String, CaseLabel> review() {
    List<Label> known = team.labels();
    SortedMap<String, CaseLabel> said = new TreeMap<>();
    for (Label label : known) {
      if (label instanceof Label.Run run) {
        said.put(run.traceId(), said(run, marks(known, run.traceId())));
      }
    }
    return said;
  }

  private CaseLabel said(Label.Run run, List<StepMark> marks) {
    return new CaseLabel(
        run.failed(),
        marks.isEmpty() ? "" : marks.getFirst().agent(),
        run.failed() ? story.mode() : "",
        run.failed() ? "said in the agent's instructions to check before going on" : "",
        marks,
        true,
        "demo",
        reviewUnixNano());
  }

  private static List<StepMark> marks(List<Label> known, String traceId) {
    return steps(known)
        .filter(step -> step.traceId().equals(traceId))
        .map(step -> new StepMark(step.spanId(), step.agent(), step.type(), step.rootCause()))
        .toList();
  }

  private static Stream<Label.Step> steps(List<Label> labels) {
    return labels.stream().filter(Label.Step.class::isInstance).map(Label.Step.class::cast);
  }
}
