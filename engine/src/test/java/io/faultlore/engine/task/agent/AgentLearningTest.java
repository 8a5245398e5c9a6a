package io.faultlore.engine.task.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people said about earlier runs changes what the line says about the next one. */
class AgentLearningTest {
  private static final String DEPOT = "Depot Unavailable";
  private static final String SYNTAX = "Query Malformed";
  private static final String GUESS = "Unfounded Claim";
  private static final String WAIT = "Ask the second depot after 5 s.";

  @TempDir Path folder;

  @Test
  void aLabelledSimilarRunGivesKindAndRemedy() {
    try (Desk desk = new Desk(folder)) {
      desk.playFailed(depotDown("a"), 1, DEPOT, WAIT);
      desk.playFailed(badQuery("b"), 1, SYNTAX, "Quote the name.");
      List<Finding> findings = desk.play(depotDown("c"));
      StepVerdict step = Desk.steps(findings).get(1);
      assertEquals(DEPOT, step.types().getFirst().name());
      assertEquals("trace-a#a-1", step.similar().getFirst().caseId());
      assertEquals(DEPOT, step.similar().getFirst().type());
      assertEquals(WAIT, step.advice().getFirst());
      RunVerdict run = Desk.closed(findings);
      assertEquals(DEPOT, run.types().getFirst().name());
      assertEquals("trace-a", run.similar().getFirst().caseId());
      assertEquals(WAIT, run.advice().getFirst());
      assertEquals(SYNTAX, Desk.steps(desk.play(badQuery("d"))).get(1).types().getFirst().name());
    }
  }

  @Test
  void aStepIsDiagnosedAfterwardsWithTheNearestCaseOfEachLikelyType() {
    try (Desk desk = new Desk(folder)) {
      desk.playFailed(depotDown("a"), 1, DEPOT, WAIT);
      desk.playFailed(depotDown("b"), 1, DEPOT, "");
      desk.playFailed(badQuery("c"), 1, SYNTAX, "");
      desk.play(depotDown("d"));
      Diagnosis diagnosis =
          desk.line.review().diagnoseStep("trace-d", "d-1", any -> true).orElseThrow();
      assertEquals("trace-d#d-1", diagnosis.caseId());
      assertEquals(DEPOT, diagnosis.types().getFirst().name());
      List<String> types = diagnosis.similar().stream().map(found -> found.type()).toList();
      assertEquals(List.of(DEPOT, SYNTAX, DEPOT), types);
    }
  }

  @Test
  void everyMarkedStepIsRememberedAndANewerLabelReplacesTheOlder() {
    try (Desk desk = new Desk(folder)) {
      Script run = depotDown("a");
      desk.playFailed(run, 1, DEPOT, WAIT);
      Case fine = desk.memory.get("trace-a#a-1").orElseThrow();
      assertEquals(Case.Kind.AGENT_STEP, fine.kind());
      assertEquals(WAIT, fine.label().orElseThrow().remedy());
      desk.label(run, Desk.failedAt(run, 2, GUESS, ""));
      assertTrue(desk.memory.get("trace-a#a-1").isEmpty());
      assertTrue(desk.memory.get("trace-a#a-2").isPresent());
    }
  }

  @Test
  void knowledgeDoesNotCrossFromOneSystemToAnother() {
    try (Desk desk = new Desk(folder)) {
      desk.playFailed(depotDown("a"), 1, DEPOT, WAIT);
      desk.playFailed(badQuery("b"), 1, SYNTAX, "");
      Script elsewhere = depotDown(new Script("bank", "c"));
      List<Finding> findings = desk.play(elsewhere);
      assertEquals(List.of(), Desk.steps(findings).get(1).types());
      assertEquals(List.of(), Desk.closed(findings).similar());
    }
  }

  @Test
  void whatWasLearnedUnderOneRandomNameServesUnderTheNext() {
    List<String> names = List.of("fb26c0381621", "0d7b0c6e3f0a", "a81e77f05c32");
    try (Desk desk = new Desk(folder)) {
      desk.playFailed(depotDown(new Script(names.get(0), "a")), 1, DEPOT, WAIT);
      desk.playFailed(depotDown(new Script(names.get(1), "b")), 1, DEPOT, "");
      desk.playFailed(badQuery(new Script(names.get(1), "c")), 1, SYNTAX, "");
      desk.memory.commit(1);
    }
    try (Desk desk = new Desk(folder)) {
      List<Finding> findings = desk.play(depotDown(new Script(names.get(2), "d")));
      StepVerdict step = Desk.steps(findings).get(1);
      assertEquals(DEPOT, step.types().getFirst().name());
      assertEquals(2, Desk.closed(findings).similar().size(), "the query is of another scaffold");
      assertEquals(names.get(1), Desk.steps(findings).getFirst().step().app(), "once for all");
    }
  }

  @Test
  void labelsSurviveARestart() {
    try (Desk desk = new Desk(folder)) {
      desk.playFailed(depotDown("a"), 1, DEPOT, WAIT);
      desk.playFailed(badQuery("b"), 1, SYNTAX, "");
      desk.memory.commit(1);
    }
    try (Desk desk = new Desk(folder)) {
      StepVerdict step = Desk.steps(desk.play(depotDown("c"))).get(1);
      assertEquals(DEPOT, step.types().getFirst().name());
    }
  }

  @Test
  void aFailureThatNoRuleKnowsIsLearned() {
    try (Desk desk = new Desk(folder)) {
      StepVerdict before = Desk.steps(desk.play(guesses("before"))).get(2);
      assertTrue(before.score() < 1, "no rule holds: " + before.score());
      teach(desk);
      StepVerdict step = Desk.steps(desk.play(guesses("after"))).get(2);
      assertTrue(step.score() >= 1, "score " + step.score());
      assertEquals(FailureMode.LEARNED, step.mode());
      assertEquals(GUESS, step.types().getFirst().name());
      assertTrue(
          step.evidence().getLast().endsWith("4 failing steps in 8 labelled runs of this system"));
      assertTrue(Desk.closed(desk.play(careful("fine"))).score() < 1);
    }
  }

  @Test
  void theRootCauseIsLearnedFromEightRuns() {
    try (Desk desk = new Desk(folder)) {
      for (int i = 0; i < 7; i++) {
        desk.playFailed(guesses("g" + i), 2, GUESS, "");
      }
      assertTrue(firstSentence(desk.play(guesses("seven"))).contains("too few root causes"));
      desk.playFailed(guesses("g7"), 2, GUESS, "");
      List<Finding> findings = desk.play(guesses("eight"));
      RunVerdict run = Desk.closed(findings);
      assertEquals("eight-2", run.suspectSteps().getFirst().name());
      assertEquals("packer", run.suspectAgents().getFirst().name());
      assertTrue(
          firstSentence(findings).contains("8 runs of this system whose root cause is known"));
    }
  }

  @Test
  void labelsOutsideTheHistoryMakeNoDifference() {
    Predicate<Case> history = known -> !known.id().startsWith("trace-held");
    List<Finding> unlabelled;
    Diagnosis without;
    try (Desk desk = new Desk(folder.resolve("unlabelled"))) {
      teach(desk);
      desk.play(guesses("held-1"));
      desk.play(depotDown("held-2"));
      unlabelled = desk.judgeAgain("trace-held-1", history);
      without = desk.line.review().diagnoseStep("trace-held-1", "held-1-2", history).orElseThrow();
    }
    try (Desk desk = new Desk(folder.resolve("labelled"))) {
      teach(desk);
      desk.playFailed(guesses("held-1"), 0, "Type From The Withheld Run", "withheld remedy");
      desk.playFailed(depotDown("held-2"), 1, "Type From The Fold", "withheld remedy");
      assertEquals(unlabelled, desk.judgeAgain("trace-held-1", history));
      assertEquals(
          without,
          desk.line.review().diagnoseStep("trace-held-1", "held-1-2", history).orElseThrow());
      assertNotEquals(
          unlabelled, desk.judgeAgain("trace-held-1", any -> true), "they could matter");
      assertEquals(unlabelled, desk.judgeAgain("trace-held-1", history), "nor afterwards");
    }
  }

  @Test
  void aRunIsNeverJudgedByItsOwnLabel() {
    List<Finding> unlabelled;
    Diagnosis without;
    try (Desk desk = new Desk(folder.resolve("unlabelled"))) {
      teach(desk);
      desk.play(guesses("own"));
      unlabelled = desk.judgeAgain("trace-own", any -> true);
      without = desk.line.review().diagnoseStep("trace-own", "own-2", any -> true).orElseThrow();
    }
    try (Desk desk = new Desk(folder.resolve("labelled"))) {
      teach(desk);
      desk.playFailed(guesses("own"), 0, "Own Type", "own remedy");
      assertEquals(unlabelled, desk.judgeAgain("trace-own", any -> true));
      assertEquals(
          without,
          desk.line.review().diagnoseStep("trace-own", "own-2", any -> true).orElseThrow());
    }
  }

  @Test
  void sameSeedGivesTheSameFindings() {
    assertEquals(learnedFindings("one", 5), learnedFindings("two", 5));
    assertNotEquals(learnedFindings("three", 5), learnedFindings("four", 6), "the seed is used");
  }

  @Test
  void unmarkedStepsOfAnIncompleteLabelTeachNothing() {
    try (Desk desk = new Desk(folder)) {
      for (int i = 0; i < 8; i++) {
        Script run = guesses("g" + i);
        desk.play(run);
        StepMark mark = new StepMark(run.step(2).spanId(), "packer", GUESS, false);
        desk.label(run, new CaseLabel(true, "", GUESS, "", List.of(mark), false, "test", 1));
      }
      StepVerdict step = Desk.steps(desk.play(guesses("next"))).get(2);
      assertTrue(step.score() < 1, "nobody said which steps are fine: " + step.score());
    }
  }

  private List<Finding> learnedFindings(String name, long seed) {
    try (Desk desk = new Desk(folder.resolve(name), AgentConfig.defaults(), seed)) {
      teach(desk);
      desk.play(guesses("x"));
      return desk.judgeAgain("trace-x", any -> true);
    }
  }

  /** Four runs in which a packer guessed, four in which it weighed. */
  private static void teach(Desk desk) {
    for (int i = 0; i < 4; i++) {
      desk.playFailed(guesses("g" + i), 2, GUESS, "Weigh it.");
      desk.playNormal(careful("c" + i));
    }
  }

  private static String firstSentence(List<Finding> findings) {
    return Desk.closed(findings).evidence().getFirst();
  }

  private static Script depotDown(String run) {
    return depotDown(new Script("shop", run));
  }

  private static Script depotDown(Script script) {
    return script
        .says("clerk", "I ask the depot about parcel " + script.run)
        .gets("ask_depot", script.run, "TimeoutError: the depot did not answer within 30 s")
        .says("clerk", "The depot is silent about parcel " + script.run);
  }

  private static Script badQuery(String run) {
    return badQuery(new Script("shop", run));
  }

  private static Script badQuery(Script script) {
    String run = script.run;
    return script
        .says("analyst", "I count the parcels of " + run)
        .gets("run_sql", "select " + run, "SyntaxError: unexpected token near SELECT")
        .says("analyst", "My query was not accepted for " + run);
  }

  private static Script guesses(String run) {
    return parcel(run, "I reckon that is roughly a heavy one, surely above any table value")
        .says("boss", "Then we book the large lorry for " + run);
  }

  private static Script careful(String run) {
    return parcel(run, "The scale shows a light one, as listed in our table of weights")
        .says("boss", "Then we book the small lorry for " + run);
  }

  private static Script parcel(String run, String weight) {
    return new Script("shop", run)
        .says("boss", "Packer, how heavy is the parcel " + run)
        .says("clerk", "It stands at the gate in a brown box")
        .says("packer", weight)
        .says("clerk", "I write that down for the parcel " + run);
  }
}
