package io.faultlore.engine.task.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.track.StepTracker;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as they come in real life: they pause, they come one after another, and many at once. */
class PausedRunsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PAUSE = 20 * 60 * SECOND;

  @TempDir Path folder;
  private final StepTracker tracker = new StepTracker(StepConfig.defaults());
  private final Map<String, Double> fullest = new HashMap<>();
  private Desk desk;
  private long now = SECOND;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aRunThatPausedBecomesTheCaseThatItWouldBeWithoutAPause() {
    play("straight", 0);
    Case straight = remembered("straight");
    desk.memory.forget("straight");
    play("straight", PAUSE);
    Case paused = remembered("straight");
    assertEquals(6, paused.rows().size());
    assertEquals(subjects(straight), subjects(paused));
    for (int i = 0; i < 6; i++) {
      assertEquals(straight.rows().get(i).tokens(), paused.rows().get(i).tokens());
      assertArrayEquals(straight.rows().get(i).features(), paused.rows().get(i).features());
    }
    assertEquals(0, desk.line.drops().get("beginning_forgotten"));
  }

  @Test
  void theFirstHalfIsReportedWhileTheRunPausesAndALabelOfItSurvives() {
    List<Finding> first = steps("a", 0, 3);
    first.addAll(pass(PAUSE));
    assertEquals(List.of(3), closed(first).stream().map(RunVerdict::steps).toList());
    StepMark mark = new StepMark("a-1", "clerk", "silence", true);
    CaseLabel label = new CaseLabel(true, "clerk", "silence", "", List.of(mark), true, "me", now);
    desk.memory.label("a", label);
    desk.line.labelled(remembered("a"));

    List<Finding> second = steps("a", 3, 6);
    second.addAll(root("a"));
    second.addAll(pass(60 * SECOND));

    List<Integer> indexes = Desk.steps(second).stream().map(StepVerdict::index).toList();
    assertEquals(List.of(3, 4, 5), indexes, "the run goes on where it paused");
    assertEquals(List.of(6), closed(second).stream().map(RunVerdict::steps).toList());
    assertEquals(label, remembered("a").label().orElseThrow());
    assertTrue(desk.line.review().diagnoseStep("a", "a-1", _ -> true).isPresent());
    assertTrue(desk.line.review().diagnoseStep("a", "a-5", _ -> true).isPresent());
  }

  @Test
  void tenThousandRunsOneAfterAnotherFillNothing() {
    for (int i = 0; i < 10_000; i++) {
      steps("r" + i, 0, 1);
      root("r" + i);
      pass(SECOND);
      look();
    }
    assertNothingFullNothingDropped();
  }

  /** Their roots never come: they may pause for a day, and make room long before. */
  @Test
  void tenThousandRunsWithoutARootFillNothing() {
    for (int i = 0; i < 10_000; i++) {
      steps("r" + i, 0, 1);
      pass(SECOND);
      look();
    }
    assertNothingFullNothingDropped();
  }

  @Test
  void twoThousandRunsAtOnceAreAllJudgedWhole() {
    int runs = 2_000;
    List<Finding> findings = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      for (int i = 0; i < runs; i++) {
        findings.addAll(steps("r" + i, step, step + 1));
      }
      findings.addAll(pass(10 * SECOND));
      look();
    }
    for (int i = 0; i < runs; i++) {
      findings.addAll(root("r" + i));
    }
    findings.addAll(pass(60 * SECOND));
    assertEquals(4 * runs, Desk.steps(findings).size());
    assertEquals(runs, closed(findings).stream().filter(run -> run.steps() == 4).count());
    drops().forEach((reason, dropped) -> assertEquals(0, dropped, reason));
    fullest.forEach((bound, share) -> assertTrue(share <= 1, bound));
    pass(300 * SECOND);
    tracker.fill().forEach((bound, share) -> assertEquals(0.0, share, bound));
  }

  private void assertNothingFullNothingDropped() {
    drops().forEach((reason, dropped) -> assertEquals(0, dropped, reason));
    // A run without a root is open for ten minutes: 600 of 2,048.
    fullest.forEach((bound, share) -> assertTrue(share < .4, bound + " " + share));
  }

  private Map<String, Long> drops() {
    Map<String, Long> drops = new HashMap<>(tracker.drops());
    drops.putAll(desk.line.drops());
    return drops;
  }

  private void look() {
    tracker.fill().forEach((bound, share) -> fullest.merge(bound, share, Math::max));
    desk.line.fill().forEach((bound, share) -> fullest.merge(bound, share, Math::max));
  }

  /** The whole run with so long a pause in its middle. */
  private void play(String run, long pause) {
    steps(run, 0, 3);
    pass(pause);
    steps(run, 3, 6);
    root(run);
    pass(200 * SECOND);
  }

  private Case remembered(String run) {
    return desk.memory.get(run).orElseThrow();
  }

  private static List<String> subjects(Case run) {
    return run.rows().stream().map(EvidenceRow::subject).toList();
  }

  private static List<RunVerdict> closed(List<Finding> findings) {
    return findings.stream()
        .filter(RunVerdict.class::isInstance)
        .map(RunVerdict.class::cast)
        .filter(run -> run.phase() == Phase.CLOSED)
        .toList();
  }

  private List<Finding> steps(String run, int from, int to) {
    List<Finding> findings = new ArrayList<>();
    for (int i = from; i < to; i++) {
      findings.addAll(take(run, run + "-" + i, "root", "chat", "Lorry " + i + " is on its way."));
    }
    return findings;
  }

  private List<Finding> root(String run) {
    return take(run, "root", "", "invoke_agent", "");
  }

  private List<Finding> take(String run, String id, String parent, String does, String says) {
    String said =
        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
            .formatted(says);
    Attributes attributes =
        Attributes.of(
            "gen_ai.operation.name",
            does,
            "gen_ai.agent.name",
            "clerk",
            "gen_ai.output.messages",
            says.isEmpty() ? "" : said);
    now += SECOND / 1_000;
    return judge(
        tracker.accept(
            new Span(
                Resource.of(Attributes.of("service.name", "shop")),
                new Scope("test", "1", Attributes.EMPTY),
                run,
                id,
                parent,
                does,
                Span.Kind.INTERNAL,
                now - 1,
                now,
                attributes,
                List.of(),
                List.of(),
                Span.Status.UNSET,
                "")));
  }

  private List<Finding> pass(long nanos) {
    List<Finding> findings = new ArrayList<>(judge(tracker.advance(now)));
    now += nanos;
    findings.addAll(judge(tracker.advance(now)));
    return findings;
  }

  private List<Finding> judge(List<AgentEvent> events) {
    return events.stream().flatMap(event -> desk.line.on(event).stream()).toList();
  }
}
