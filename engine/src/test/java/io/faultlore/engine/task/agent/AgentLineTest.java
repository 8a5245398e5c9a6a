package io.faultlore.engine.task.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.HandedOff;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.RunRenamed;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.HandoffSeen;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line before anybody has labelled anything. */
class AgentLineTest {
  private static final String DEPOT_DOWN = "TimeoutError: the depot did not answer";

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aStepIsJudgedTheMomentItEndsAndBeforeItsRunEnds() {
    Script run = failing("r");
    desk.line.on(run.ended(0));
    List<Finding> atOnce = desk.line.on(run.ended(1));
    StepVerdict verdict = Desk.steps(atOnce).getFirst();
    assertEquals(run.step(1).origin(), verdict.step());
    assertEquals(1, verdict.index());
    assertTrue(verdict.score() >= 1, "score " + verdict.score());
    assertEquals(FailureMode.TOOL_ERROR, verdict.mode());
    assertTrue(verdict.evidence().getFirst().contains("TimeoutError:"));
    assertFalse(verdict.advice().isEmpty());
    assertEquals(run.step(1).origin().endUnixNano(), verdict.emittedUnixNano());
    assertTrue(desk.memory.get(run.caseId()).isEmpty(), "the run has not ended");
  }

  @Test
  void whatComesLaterChangesNoVerdictOnAStep() {
    Script brief = new Script("shop", "r").says("clerk", "I ask the depot.");
    Script whole = failing("r");
    assertEquals(brief.step(0), whole.step(0));
    Finding early = desk.line.on(brief.ended(0)).getFirst();
    assertEquals(early, playAnew(whole).getFirst());
  }

  @Test
  void theFirstFailingStepOpensTheRunOnce() {
    Script run = failing("r").gets("ask_depot", "again", DEPOT_DOWN);
    List<RunVerdict> runs =
        desk.play(run).stream()
            .filter(RunVerdict.class::isInstance)
            .map(RunVerdict.class::cast)
            .toList();
    assertEquals(
        List.of(Phase.OPENED, Phase.CLOSED), runs.stream().map(RunVerdict::phase).toList());
    assertEquals(2, runs.getFirst().steps());
    assertEquals(run.step(1).spanId(), runs.getFirst().suspectSteps().getFirst().name());
  }

  @Test
  void aFailedRunNamesStepsAndAgentsInOrderOfSuspicion() {
    Script run = new Script("shop", "r").says("boss", "Clerk, look the order up.");
    run.says("clerk", "Error: I cannot reach the order desk at all")
        .says("boss", "Thank you both.");
    RunVerdict verdict = Desk.closed(desk.play(run));
    assertEquals(run.step(1).spanId(), verdict.suspectSteps().getFirst().name());
    assertEquals(3, verdict.suspectSteps().size());
    assertEquals("clerk", verdict.suspectAgents().getFirst().name());
    assertEquals(1, verdict.suspectSteps().stream().mapToDouble(Ranked::score).sum(), 1e-9);
    assertTrue(verdict.evidence().getFirst().contains("step 2 of 3 by clerk"));
  }

  @Test
  void aHealthyRunRaisesNoAlarm() {
    Script run = new Script("shop", "r").says("clerk", "I ask the depot.");
    run.gets("ask_depot", "A-17", "{\"state\": \"left at noon\"}");
    run.says("clerk", "Your order left the depot at noon.");
    List<Finding> findings = desk.play(run);
    assertEquals(4, findings.size());
    RunVerdict verdict = Desk.closed(findings);
    assertEquals(Phase.CLOSED, verdict.phase());
    assertTrue(verdict.score() < 1, "score " + verdict.score());
    assertEquals(FailureMode.NONE, verdict.mode());
    assertEquals(List.of(), verdict.advice());
    assertTrue(Desk.steps(findings).stream().allMatch(step -> step.evidence().isEmpty()));
    assertEquals(List.of(), desk.memory.get(run.caseId()).orElseThrow().summary());
  }

  @Test
  void anUnlabelledMemoryClaimsNoType() {
    desk.play(failing("earlier"));
    List<Finding> findings = desk.play(failing("r"));
    StepVerdict step = Desk.steps(findings).get(1);
    assertEquals(List.of(), step.types());
    assertEquals(List.of(), step.similar());
    assertEquals(List.of(), Desk.closed(findings).types());
    assertEquals(List.of(), Desk.closed(findings).similar());
    Run run = failing("r").whole();
    String span = run.steps().get(1).spanId();
    assertEquals(
        List.of(),
        desk.line.review().diagnoseStep("trace-r", span, any -> true).orElseThrow().types());
  }

  @Test
  void anEndedRunIsRememberedWithTheEvidenceOfItsSteps() {
    Script run = failing("r");
    RunVerdict verdict = Desk.closed(desk.play(run));
    Case known = desk.memory.get(run.caseId()).orElseThrow();
    assertEquals(Case.Kind.AGENT_RUN, known.kind());
    assertEquals(verdict.concluded(), known.concluded());
    assertEquals(verdict.suspectSteps().getFirst(), known.concluded().suspects().getFirst());
    assertEquals(verdict.advice(), known.concluded().advice());
    assertFalse(known.summary().isEmpty());
    assertEquals("shop", known.scope());
    assertEquals(3, known.rows().size());
    assertEquals(DEPOT_DOWN, known.rows().get(1).text());
    assertTrue(known.closed() && known.embedding().isPresent());
  }

  /**
   * After a restart the journal gives back the end of a long run, perhaps without its beginning.
   */
  @Test
  void aRunWhoseBeginningIsForgottenGrowsByItsEnd() {
    Script run = failing("r");
    Run r = run.whole();
    desk.line.on(run.ended(0));
    desk.line.on(new RunEnded(part(r, 0, 1)));
    desk.line.on(new AgentEvent.RunForgotten("r"));
    assertEquals(0, desk.line.drops().get("beginning_forgotten"));
    CaseLabel label = Desk.failedAt(run, 0, "silence", "");
    desk.label(run, label);

    desk.line.on(run.ended(1));
    desk.line.on(run.ended(2));
    RunVerdict verdict = Desk.closed(desk.line.on(new RunEnded(part(r, 1, 3))));

    Case whole = desk.memory.get(run.caseId()).orElseThrow();
    assertEquals(
        r.steps().stream().map(Step::spanId).toList(),
        whole.rows().stream().map(EvidenceRow::subject).toList());
    assertEquals(label, whole.label().orElseThrow());
    assertEquals(run.step(0).origin().startUnixNano(), whole.startUnixNano());
    assertEquals(3, verdict.steps());
    assertEquals(1, desk.line.drops().get("beginning_forgotten"));
  }

  @Test
  void aReplayOfTheWholeRunAddsNothing() {
    Script run = failing("r");
    desk.play(run);
    Case whole = desk.memory.get(run.caseId()).orElseThrow();
    desk.line.on(new AgentEvent.RunForgotten("r"));
    desk.play(run);
    assertEquals(whole, desk.memory.get(run.caseId()).orElseThrow());
    assertEquals(0, desk.line.drops().get("beginning_forgotten"));
  }

  private static Run part(Run r, int from, int to) {
    return new Run(
        r.run(), r.app(), r.traceIds(), "", r.steps().subList(from, to), List.of(), List.of());
  }

  @Test
  void judgingAgainWithoutLabelsRepeatsTheLiveVerdicts() {
    Script run = failing("r");
    List<Double> live = scores(desk.play(run));
    List<Finding> again = desk.judgeAgain(run.caseId(), any -> true);
    assertEquals(live, scores(again));
    assertEquals(Phase.CLOSED, Desk.closed(again).phase());
  }

  @Test
  void unknownRunsAndStepsAreAnsweredClearly() {
    desk.play(failing("r"));
    assertEquals(List.of(), desk.judgeAgain("nowhere", any -> true));
    RunReview review = desk.line.review();
    assertEquals(Optional.empty(), review.diagnoseStep("nowhere", "r-1", any -> true));
    assertEquals(Optional.empty(), review.diagnoseStep("trace-r", "nowhere", any -> true));
  }

  @Test
  void aHandOffAfterAFailingStepIsAFailedOne() {
    Script run = failing("r");
    Handoff handoff = new Handoff("r", "trace-r", "clerk", "boss", Handoff.Source.TRANSFER, 7);
    desk.line.on(run.ended(0));
    assertFalse(((HandoffSeen) desk.line.on(new HandedOff(handoff)).getFirst()).failed());
    desk.line.on(run.ended(1));
    assertTrue(((HandoffSeen) desk.line.on(new HandedOff(handoff)).getFirst()).failed());
  }

  @Test
  void aRenamedRunKeepsWhatItHasShown() {
    Script run = new Script("shop", "r").says("clerk", "I ask the depot about order A-17 now.");
    run.says("clerk", "I ask the depot about order A-17 now.");
    Script first = new Script("shop", "other").says("clerk", run.step(0).output().text());
    desk.line.on(first.ended(0));
    desk.line.on(new RunRenamed("other", "r"));
    StepVerdict second = Desk.steps(desk.line.on(run.ended(1))).getFirst();
    assertEquals(1, second.index());
    assertTrue(second.score() > 0, "the repetition was noticed");
  }

  @Test
  void aRunWithoutContentIsJudgedByStructureAndSaysSo() {
    Script run = new Script("shop", "r").blind("ask_depot", false).blind("ask_depot", true);
    List<Finding> findings = desk.play(run);
    StepVerdict failed = Desk.steps(findings).get(1);
    assertTrue(failed.score() >= 1);
    assertTrue(failed.evidence().contains("no content was captured: judged by structure alone"));
    assertTrue(Desk.closed(findings).structureOnly());
    assertTrue(Desk.steps(findings).getFirst().score() < 1);
    assertFalse(Desk.closed(desk.play(failing("other"))).structureOnly());
  }

  private static Script failing(String run) {
    return new Script("shop", run)
        .says("clerk", "I ask the depot.")
        .gets("ask_depot", "A-17", DEPOT_DOWN)
        .says("clerk", "The depot is silent today.");
  }

  private List<Finding> playAnew(Script script) {
    try (Desk other = new Desk(folder.resolve("other"))) {
      return other.play(script);
    }
  }

  private static List<Double> scores(List<Finding> findings) {
    return Desk.steps(findings).stream().map(StepVerdict::score).toList();
  }
}
