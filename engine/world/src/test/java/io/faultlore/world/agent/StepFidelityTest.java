package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.track.StepTracker;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the step room reads from the spans is what the simulated agents did. */
class StepFidelityTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int RUNS = 60;

  /** One line for each step: kind, agent, tool. */
  private record Told(List<String> steps, List<String> handoffs) {}

  @Test
  void trackerFindsExactlyTheStepsAgentsAndHandoffs() {
    Set<TelemetryForm> forms = EnumSet.noneOf(TelemetryForm.class);
    Set<Team.Topology> topologies = EnumSet.noneOf(Team.Topology.class);
    for (TelemetryForm form : TelemetryForm.values()) {
      AgentPlan plan =
          AgentPlan.defaults().withTeams(12).withForms(List.of(form)).withFailingShare(.6);
      Runs runs = new Runs(plan, 5);
      runs.teams().forEach(team -> topologies.add(team.topology()));
      for (int i = 0; i < RUNS; i++) {
        Runs.Played played = runs.ordinary(i, START);
        Run run = tracked(played.recording().spans());
        Told expected = expected(played, form, runs);

        assertEquals(expected.steps(), run.steps().stream().map(StepFidelityTest::line).toList());
        assertEquals(
            expected.handoffs(),
            run.handoffs().stream().map(edge -> edge.from() + '>' + edge.to()).sorted().toList());
        assertEquals(played.transcript().question(), run.task());
        assertEquals(List.of(), run.duplicates());
        assertTrue(!run.structureOnly());
        forms.add(form);
      }
    }
    assertEquals(EnumSet.allOf(TelemetryForm.class), forms);
    assertEquals(EnumSet.allOf(Team.Topology.class), topologies);
  }

  @Test
  void stepsCarryWhatWasSaid() {
    Runs runs = new Runs(AgentPlan.defaults().withTeams(10), 6);
    for (int i = 0; i < 20; i++) {
      Runs.Played played = runs.ordinary(i, START);
      List<Step> steps = tracked(played.recording().spans()).steps();
      int at = 0;
      for (Happening happening : played.transcript().happenings()) {
        switch (happening) {
          case Happening.Said said -> {
            Step step = steps.get(at++);
            assertTrue(step.output().text().contains(said.text()));
            assertEquals(said.call().isPresent() ? 1 : 0, step.output().calls().size());
            assertEquals(said.agent().system, step.input().system());
            assertTrue(step.tokens().input() > 0 && step.tokens().output() > 0);
          }
          case Happening.Used used -> {
            Step step = steps.get(at++);
            assertTrue(step.output().text().contains(used.observation().text()));
            for (String value : used.call().arguments().values()) {
              assertTrue(step.input().text().contains(value));
            }
          }
          case Happening.HandedOver _ -> at++;
          case Happening.TurnStarted _, Happening.TurnEnded _ -> {}
        }
      }
      assertEquals(at, steps.size());
    }
  }

  private static Run tracked(List<Span> spans) {
    StepTracker tracker = new StepTracker(StepConfig.defaults());
    List<AgentEvent> events = new ArrayList<>();
    spans.forEach(span -> events.addAll(tracker.accept(span)));
    events.addAll(tracker.flush());
    List<Run> ended =
        events.stream()
            .filter(AgentEvent.RunEnded.class::isInstance)
            .map(event -> ((AgentEvent.RunEnded) event).run())
            .toList();
    assertEquals(1, ended.size());
    return ended.getFirst();
  }

  private static String line(Step step) {
    return step.kind() + " " + step.agent() + " " + step.action().tool();
  }

  private static Told expected(Runs.Played played, TelemetryForm form, Runs runs) {
    String app = played.recording().spans().getFirst().resource().service();
    Team team = runs.teams().stream().filter(t -> t.app().equals(app)).findFirst().orElseThrow();
    List<String> steps = new ArrayList<>();
    List<String> handoffs = new ArrayList<>();
    for (Happening happening : played.transcript().happenings()) {
      switch (happening) {
        case Happening.Said said -> steps.add("LLM " + said.agent().name + " ");
        case Happening.Used used ->
            steps.add("TOOL " + used.agent().name + ' ' + team.shown(used.call().tool()));
        case Happening.HandedOver over -> {
          String tool =
              form == TelemetryForm.GEN_AI
                  ? "transfer_to_" + over.to().name
                  : "handoff to " + over.to().name;
          steps.add("TOOL " + over.from().name + ' ' + tool);
          handoffs.add(over.from().name + '>' + over.to().name);
        }
        case Happening.TurnStarted _, Happening.TurnEnded _ -> {}
      }
    }
    return new Told(steps, handoffs.stream().sorted().toList());
  }
}
