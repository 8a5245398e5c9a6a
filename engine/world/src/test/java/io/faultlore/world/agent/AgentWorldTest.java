package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Span;
import io.faultlore.world.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentWorldTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final AgentPlan BUSY = AgentPlan.defaults().withRunsPerMinute(30);

  private record Seen(long arrivalUnixNano, Span span) {}

  private static List<Seen> seen(AgentWorld world, long stride, long seconds) {
    List<Seen> all = new ArrayList<>();
    for (long t = 0; t < seconds * SECOND; t += stride) {
      world.advance(
          Math.min(START + t + stride, START + seconds * SECOND),
          (arrival, signal) -> all.add(new Seen(arrival, (Span) signal)));
    }
    return all;
  }

  @Test
  void stridesMakeNoDifference() {
    AgentPlan plan =
        BUSY.withInjections(
            List.of(new AgentPlan.Injection(Duration.ofSeconds(40), FailureMode.WRONG_ARGUMENTS)));
    AgentWorld one = AgentWorld.of(plan, START, 4);
    AgentWorld many = AgentWorld.of(plan, START, 4);

    assertEquals(seen(one, 180 * SECOND, 180), seen(many, 77_000_001L, 180));
    assertEquals(one.labels(), many.labels());
    assertEquals(one.spansUnderWay(), many.spansUnderWay());
  }

  @Test
  void anotherSeedIsAnotherWorld() {
    List<Seen> one = seen(AgentWorld.of(BUSY, START, 4), SECOND, 60);

    assertNotEquals(one, seen(AgentWorld.of(BUSY, START, 5), SECOND, 60));
  }

  @Test
  void wordingChangesNoDecision() {
    AgentWorld first = AgentWorld.of(BUSY.withWording(Wording.FIRST_HALF), START, 4);
    AgentWorld second = AgentWorld.of(BUSY.withWording(Wording.SECOND_HALF), START, 4);

    assertNotEquals(seen(first, 60 * SECOND, 120), seen(second, 60 * SECOND, 120));
    assertEquals(first.labels(), second.labels());
  }

  @Test
  void spansArriveInOrderAfterTheirEndAndBeforeTheirRoot() {
    Set<String> ended = new HashSet<>();
    Set<String> open = new HashSet<>();
    long last = START;
    int mostOpen = 0;
    for (Seen seen : seen(AgentWorld.of(BUSY, START, 4), SECOND, 300)) {
      assertTrue(seen.arrivalUnixNano() >= last);
      assertTrue(seen.arrivalUnixNano() >= seen.span().endUnixNano());
      assertTrue(seen.arrivalUnixNano() < seen.span().endUnixNano() + 5 * SECOND);
      last = seen.arrivalUnixNano();
      String trace = seen.span().traceId();
      assertFalse(ended.contains(trace), "a span came after its root");
      open.add(trace);
      mostOpen = Math.max(mostOpen, open.size());
      if (seen.span().isRoot()) {
        ended.add(trace);
        open.remove(trace);
      }
    }
    assertTrue(mostOpen > 3, "runs overlap");
    assertTrue(ended.size() > 50);
  }

  @Test
  void spansUnderWayStayFew() {
    AgentWorld world = AgentWorld.of(BUSY, START, 4);
    int most = 0;
    for (long minute = 1; minute <= 15; minute++) {
      world.advance(START + 60 * minute * SECOND, (_, _) -> {});
      most = Math.max(most, world.spansUnderWay());
    }
    // 30 runs a minute of at most 100 spans, each under way for at most two minutes.
    assertTrue(most > 0 && most < 30 * 2 * 100);
  }

  @Test
  void earlierMomentDoesNothing() {
    AgentWorld world = AgentWorld.of(BUSY, START, 4);
    world.advance(START + 60 * SECOND, (_, _) -> {});

    world.advance(START + 30 * SECOND, (_, _) -> assertTrue(false, "time went back"));
  }

  @Test
  void injectedMistakeIsMadeOnTimeAndLabelled() {
    for (FailureMode mode : FailureMode.values()) {
      AgentPlan plan =
          AgentPlan.defaults()
              .withRunsPerMinute(0)
              .withInjections(List.of(new AgentPlan.Injection(Duration.ofSeconds(90), mode)));
      AgentWorld world = AgentWorld.of(plan, START, 9);
      List<Seen> all = seen(world, 10 * SECOND, 600);

      Label.Run run = labels(world, Label.Run.class).getFirst();
      assertEquals(START + 90 * SECOND, run.startUnixNano());
      assertTrue(run.failed());
      List<Label.Step> steps = labels(world, Label.Step.class);
      List<Label.Step> roots = steps.stream().filter(Label.Step::rootCause).toList();
      assertEquals(1, roots.size(), mode.word());
      for (Label.Step step : steps) {
        assertEquals(mode.word(), step.type());
        assertEquals(run.traceId(), step.traceId());
        assertTrue(step.startUnixNano() >= roots.getFirst().startUnixNano());
        assertTrue(
            all.stream()
                .map(Seen::span)
                .anyMatch(
                    span ->
                        span.spanId().equals(step.spanId())
                            && span.startUnixNano() == step.startUnixNano()));
      }
    }
  }

  @Test
  void normalLifeDoesNotFail() {
    AgentWorld world = AgentWorld.of(BUSY.withFailingShare(0), START, 11);
    seen(world, 60 * SECOND, 1_200);

    List<Label.Run> runs = labels(world, Label.Run.class);
    assertEquals(runs.size(), world.labels().size());
    assertTrue(runs.size() > 400);
    assertEquals(0, runs.stream().filter(Label.Run::failed).count());
  }

  @Test
  void labelsAreKnownWhenTheirStepHasEnded() {
    AgentPlan plan =
        AgentPlan.defaults()
            .withRunsPerMinute(0)
            .withInjections(
                List.of(new AgentPlan.Injection(Duration.ZERO, FailureMode.ROUND_LIMIT)));
    AgentWorld world = AgentWorld.of(plan, START, 9);
    int before = 0;
    boolean stepsBeforeRun = false;
    for (int second = 1; second < 300; second++) {
      world.advance(START + second * SECOND, (_, _) -> {});
      assertTrue(world.labels().size() >= before);
      before = world.labels().size();
      stepsBeforeRun |= before > 3 && labels(world, Label.Run.class).isEmpty();
    }
    assertTrue(stepsBeforeRun);
    assertEquals(1, labels(world, Label.Run.class).size());
  }

  @Test
  void impossiblePlansAreRefused() {
    AgentPlan plan = AgentPlan.defaults();
    assertThrows(IllegalArgumentException.class, () -> plan.withTeams(0));
    assertThrows(IllegalArgumentException.class, () -> plan.withTeams(1_001));
    assertEquals(1_000, plan.withTeams(1_000).installed().teams());
    assertThrows(IllegalArgumentException.class, () -> plan.withRunsPerMinute(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> plan.withRunsPerMinute(6_001));
    assertThrows(IllegalArgumentException.class, () -> plan.withFailingShare(1.01));
    assertThrows(IllegalArgumentException.class, () -> plan.withPaceSeconds(0));
    assertThrows(IllegalArgumentException.class, () -> plan.withModes(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AgentPlan.Injection(Duration.ofNanos(-1), FailureMode.ROUND_LIMIT));
  }

  private static <T extends Label> List<T> labels(AgentWorld world, Class<T> kind) {
    return world.labels().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
