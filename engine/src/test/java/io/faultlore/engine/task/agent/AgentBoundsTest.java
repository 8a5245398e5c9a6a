package io.faultlore.engine.task.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.RunForgotten;
import io.faultlore.engine.task.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bound of the line at its edge. */
class AgentBoundsTest {
  @TempDir Path folder;

  @Test
  void aLateStepIsJudgedInItsRunUntilTheRunIsForgotten() {
    try (Desk desk = new Desk(folder)) {
      Script run = run("a", 3);
      desk.line.on(run.ended(0));
      desk.line.on(new RunEnded(run.whole()));
      assertEquals(1, Desk.steps(desk.line.on(run.ended(1))).getFirst().index());
      desk.line.on(new RunForgotten("a"));
      assertEquals(0, Desk.steps(desk.line.on(run.ended(2))).getFirst().index());
    }
  }

  @Test
  void stepsBeyondTheMostAreJudgedButNotKept() {
    try (Desk desk = new Desk(folder, new AgentConfig(3, 400, 200, 50, 9, 99, 9, 9, .01), 0)) {
      desk.play(run("a", 3));
      assertEquals(0, desk.line.drops().get("steps_not_kept"));
      List<Finding> findings = desk.play(run("b", 5));
      assertEquals(5, Desk.steps(findings).size());
      assertEquals(2, desk.line.drops().get("steps_not_kept"));
      assertEquals(3, desk.memory.get("trace-b").orElseThrow().rows().size());
      assertEquals(3, Desk.closed(findings).suspectSteps().size());
    }
  }

  @Test
  void storedTextsAreCut() {
    try (Desk desk = new Desk(folder, new AgentConfig(9, 2_000, 200, 50, 9, 99, 9, 9, .01), 0)) {
      Script run = new Script("shop", "r");
      run.hears("clerk", "word ".repeat(300), "talk ".repeat(300));
      desk.play(run);
      Case known = desk.memory.get(run.caseId()).orElseThrow();
      assertTrue(known.rows().getFirst().text().length() <= 200);
      assertTrue(known.rows().getFirst().input().length() <= 50);
    }
  }

  @Test
  void theMiddleOfAnEndlessTextIsNotRead() {
    String fault = "\nTimeoutError: the depot did not answer\n";
    Script within = new Script("shop", "a").gets("ask", "1", "x ".repeat(50) + fault);
    String half = "x ".repeat(3_000);
    Script beyond = new Script("shop", "b").gets("ask", "1", half + fault + half);
    try (Desk desk = new Desk(folder, new AgentConfig(9, 2_000, 200, 50, 9, 99, 9, 9, .01), 0)) {
      assertTrue(Desk.closed(desk.play(within)).score() >= 1);
      assertTrue(Desk.closed(desk.play(beyond)).score() < 1);
    }
  }

  @Test
  void theOldestLabelledRunOfASystemMakesRoom() {
    try (Desk desk = new Desk(folder, new AgentConfig(9, 400, 200, 50, 2, 99, 9, 9, .01), 0)) {
      for (String name : List.of("a", "b", "c")) {
        desk.playFailed(broken(name, "the depot is closed"), 1, "Type " + name, "");
      }
      List<String> types = typesOf(desk, broken("d", "the depot is closed"));
      assertEquals(List.of("Type b", "Type c"), types.stream().sorted().toList());
    }
  }

  @Test
  void typesAreLearnedFromTheNewestFailingStepsOnly() {
    try (Desk desk = new Desk(folder, new AgentConfig(9, 400, 200, 50, 9, 99, 2, 9, .01), 0)) {
      for (String name : List.of("a", "b", "c")) {
        desk.playFailed(broken(name, "the depot is closed"), 1, "Type " + name, "");
      }
      assertFalse(typesOf(desk, broken("d", "the depot is closed")).contains("Type a"));
    }
  }

  @Test
  void modelsMakeRoomForNewerOnes() {
    try (Desk desk = new Desk(folder, new AgentConfig(9, 400, 200, 50, 9, 99, 9, 2, .01), 0)) {
      for (String name : List.of("a", "b", "c", "d")) {
        desk.playFailed(broken(name, "the depot is closed"), 1, "Type", "");
      }
      for (String name : List.of("a", "b", "c", "d")) {
        desk.judgeAgain("trace-" + name, any -> true);
      }
      assertEquals(1.0, desk.line.fill().get("agent_models"));
    }
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new AgentConfig(0, 400, 200, 50, 9, 99, 9, 9, .01));
    assertThrows(
        IllegalArgumentException.class, () -> new AgentConfig(9, 100, 200, 50, 9, 99, 9, 9, .01));
  }

  @Test
  void aBudgetOfFalseAlarmsIsAShare() {
    for (double share : new double[] {0, -.01, .51, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new AgentConfig(9, 400, 200, 50, 9, 99, 9, 9, share));
    }
    assertEquals(.5, new AgentConfig(9, 400, 200, 50, 9, 99, 9, 9, .5).falseAlarmShare());
  }

  private static Script run(String name, int steps) {
    Script run = new Script("shop", name);
    for (int i = 0; i < steps; i++) {
      run.says("clerk", "Lorry number " + "i".repeat(i + 1) + " is on its way.");
    }
    return run;
  }

  private static Script broken(String name, String why) {
    return new Script("shop", name)
        .says("clerk", "I ask the depot for " + name)
        .gets("ask_depot", name, "DepotError: " + why);
  }

  private static List<String> typesOf(Desk desk, Script run) {
    return Desk.steps(desk.play(run)).get(1).types().stream().map(type -> type.name()).toList();
  }
}
