package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Happening.Said;
import io.faultlore.world.agent.Happening.Used;
import io.faultlore.world.agent.Observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tools have their bad moments in any run, and mistakes are made beside them, not because. */
class TroubleTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int RUNS_OF_MODE = 100;

  private static List<List<Happening>> runs(AgentPlan plan, int count) {
    Runs runs = new Runs(plan.withTeams(20), 41);
    List<List<Happening>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(runs.ordinary(i, START).transcript().happenings());
    }
    return all;
  }

  private static List<List<Happening>> failing(FailureMode mode, int count) {
    return runs(AgentPlan.defaults().withFailingShare(1).withModes(List.of(mode)), count);
  }

  /** Share of the tool calls that meet trouble, the mistake's own left out. */
  private static double troubled(List<List<Happening>> runs) {
    double uses = 0;
    double troubled = 0;
    for (List<Happening> run : runs) {
      Blame caller = Blame.NONE;
      for (Happening happening : run) {
        if (happening instanceof Said said) {
          caller = said.blame();
        } else if (happening instanceof Used used && caller != Blame.ROOT) {
          uses++;
          troubled += isTrouble(used) ? 1 : 0;
        }
      }
    }
    return troubled / uses;
  }

  private static boolean isTrouble(Used used) {
    Outcome outcome = used.observation().outcome();
    return outcome == Outcome.UNAVAILABLE || outcome == Outcome.PENDING;
  }

  @Test
  void toolTroubleIsAsFrequentInFailingRuns() {
    double usual = troubled(runs(AgentPlan.defaults().withFailingShare(0), 1_500));
    for (FailureMode mode : FailureMode.values()) {
      double share = troubled(failing(mode, 300));
      System.out.printf(
          Locale.ROOT, "  tool_trouble healthy %.3f, %s %.3f%n", usual, mode.word(), share);
      // Calls in one run share their trouble, hence the width.
      assertEquals(usual, share, .05, mode.word());
    }
  }

  @Test
  void mistakenCallIsAnswered() {
    for (FailureMode mode : FailureMode.values()) {
      for (List<Happening> run : failing(mode, RUNS_OF_MODE)) {
        Blame caller = Blame.NONE;
        for (Happening happening : run) {
          if (happening instanceof Said said) {
            caller = said.blame();
          } else if (happening instanceof Used used) {
            assertFalse(caller == Blame.ROOT && isTrouble(used), mode.word());
          }
        }
      }
    }
  }

  @Test
  void outageIsNotFollowedByTheNext() {
    for (List<Happening> run : failing(FailureMode.STEP_REPETITION, RUNS_OF_MODE)) {
      int inARow = 0;
      for (Happening happening : run) {
        if (happening instanceof Used used) {
          inARow = used.observation().outcome() == Outcome.UNAVAILABLE ? inARow + 1 : 0;
          assertTrue(inARow <= 2);
        }
      }
    }
  }

  @Test
  void healthyRunReachesNoRoundLimit() {
    Runs runs = new Runs(AgentPlan.defaults().withTeams(40).withFailingShare(0), 3);
    for (int i = 0; i < 4_000; i++) {
      assertFalse(runs.ordinary(i, START).transcript().cutOff());
    }
  }
}
