package io.faultlore.engine.step.track;

import static io.faultlore.engine.step.track.StepTrackerTest.all;
import static io.faultlore.engine.step.track.StepTrackerTest.chat;
import static io.faultlore.engine.step.track.TestSpan.id;
import static io.faultlore.engine.step.track.TestSpan.log;
import static io.faultlore.engine.step.track.TestSpan.seconds;
import static io.faultlore.engine.step.track.TestSpan.span;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepBoundsTest {
  private final StepTracker tracker = new StepTracker(small());

  /** 3 traces, 4 spans a trace, 2 plain spans, 3 logs, 64 characters a text, 50,000 in all. */
  private static StepConfig small() {
    return new StepConfig(
        Duration.ofSeconds(30),
        Duration.ofSeconds(600),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofHours(24),
        3,
        4,
        2,
        3,
        64,
        64,
        50_000);
  }

  private double filled(String bound) {
    return requireNonNull(tracker.fill().get(bound));
  }

  @Test
  void oneTraceMoreThanTheBoundEndsTheQuietestRun() {
    for (int i = 1; i <= 3; i++) {
      tracker.accept(chatIn("trace" + i, i));
    }
    assertEquals(1.0, filled("agent_traces"));
    assertEquals(0, tracker.drops().get("run_limit"));

    List<AgentEvent> events = tracker.accept(chatIn("trace4", 4));

    assertEquals(1.0, filled("agent_traces"));
    assertEquals(1, tracker.drops().get("run_limit"));
    assertEquals("trace1", ((RunEnded) events.getFirst()).run().run());
  }

  @Test
  void oneSpanMoreThanTheBoundIsDroppedAndCounted() {
    for (int i = 2; i <= 5; i++) {
      tracker.accept(chat(i, "a", "q", "s"));
    }
    assertEquals(0, tracker.drops().get("trace_full"));

    assertEquals(List.of(), tracker.accept(chat(6, "a", "q", "s")));
    assertEquals(1, tracker.drops().get("trace_full"));
  }

  @Test
  void longTextKeepsHeadAndTail() {
    String text = "head" + "x".repeat(56) + "tail";
    assertEquals(64, text.length());

    assertEquals(text, said(chat(2, "a", "q", text)));
    String cut = said(chat(3, "a", "q", text + "."));
    assertTrue(cut.length() <= 64 && cut.startsWith("head") && cut.endsWith("tail."), cut);
  }

  @Test
  void oneLogMoreThanTheBoundDropsTheOldest() {
    for (int i = 2; i <= 4; i++) {
      tracker.accept(log(i, 1, "gen_ai.choice", Value.of("said " + i)));
    }
    assertEquals(0, tracker.drops().get("log_limit"));

    tracker.accept(log(5, 1, "gen_ai.choice", Value.of("said 5")));

    assertEquals(1.0, filled("agent_logs"));
    assertEquals(1, tracker.drops().get("log_limit"));
  }

  @Test
  void logWithoutSpanExpires() {
    tracker.accept(log(2, 1, "gen_ai.choice", Value.of("said")));
    tracker.advance(seconds(10));
    tracker.advance(seconds(69));
    assertEquals(1 / 3.0, filled("agent_logs"));

    tracker.advance(seconds(70));
    assertEquals(0.0, filled("agent_logs"));
    assertEquals(1, tracker.drops().get("log_unmatched"));
  }

  @Test
  void plainSpansAreForgottenBeyondTheBoundAndNeverReported() {
    for (int i = 1; i <= 3; i++) {
      Span plain = span(i, "GET /").trace("plain" + i).with("http.route", "/").build();
      assertEquals(List.of(), tracker.accept(plain));
    }
    assertEquals(1.0, filled("agent_ancestry"));
    assertEquals(0.0, filled("agent_traces"));
    assertEquals(List.of(), tracker.flush());
  }

  @Test
  void plainSpansWhoseAgentNeverComesEmptyTheirBound() {
    tracker.accept(span(1, "GET /").trace("one").build());
    tracker.accept(span(2, "GET /").trace("two").build());
    tracker.advance(seconds(10));
    assertEquals(1.0, tracker.fill().get("agent_ancestry"));
    tracker.advance(seconds(40));
    tracker.accept(span(3, "GET /auth").trace("two").build());
    tracker.advance(seconds(41));
    assertEquals(.5 + .5, tracker.fill().get("agent_ancestry"), "the trace that goes on");
    tracker.advance(seconds(72));
    assertEquals(0.0, tracker.fill().get("agent_ancestry"), "what can be let go");
    assertEquals(2, tracker.plainSpans());
    tracker.advance(seconds(41 + 600));
    assertEquals(0, tracker.plainSpans());
  }

  @Test
  void stepWithoutContentWaitsAndIsThenReported() {
    Span bare = span(2, "chat m").in(1).with("gen_ai.operation.name", "chat").build();
    assertEquals(List.of(), tracker.accept(bare));
    assertEquals(List.of(), tracker.advance(seconds(10)));
    assertEquals(List.of(), tracker.advance(seconds(11)));

    assertEquals(List.of(id(2)), stepsOf(tracker.advance(seconds(12))));
  }

  @Test
  void contentThatComesByLogEndsTheWait() {
    tracker.accept(span(2, "chat m").in(1).with("gen_ai.operation.name", "chat").build());

    List<AgentEvent> events = tracker.accept(log(2, 3, "gen_ai.choice", answer()));

    assertEquals("Yes.", ((StepEnded) events.getLast()).step().output().text());
  }

  @Test
  void lateSpanOpensTheRunAgainWithinTheBound() {
    tracker.accept(chat(2, "a", "q", "one"));
    tracker.accept(StepTrackerTest.root(1, "a").build());
    tracker.advance(seconds(10));
    assertEquals(1, runsOf(tracker.advance(seconds(40))).size());

    assertEquals(List.of(id(3)), stepsOf(tracker.accept(chat(3, "a", "q", "two"))));
    assertEquals(1, tracker.reopened());
    tracker.advance(seconds(41));
    Run again = runsOf(tracker.advance(seconds(71))).getFirst();
    assertEquals(2, again.steps().size());

    List<AgentEvent> last = tracker.advance(seconds(71 + 120));
    assertEquals(List.of(new AgentEvent.RunForgotten(again.run())), last, "once, at the end");
    assertEquals(0.0, filled("agent_traces"));
  }

  @Test
  void aRunThatPausesGoesOnWithinTheDay() {
    tracker.accept(chat(2, "a", "q", "one"));
    tracker.advance(seconds(10));
    assertEquals(1, runsOf(tracker.advance(seconds(610))).size());
    long day = 24 * 3_600;
    assertEquals(List.of(), tracker.advance(seconds(10 + day - 1)));
    assertEquals(0.0, filled("agent_traces"), "it can be let go without a loss");

    tracker.accept(chat(3, "a", "q", "two"));
    assertEquals(1 / 3.0, filled("agent_traces"));
    tracker.advance(seconds(20 + day));
    tracker.accept(StepTrackerTest.root(1, "a").build());
    tracker.advance(seconds(21 + day));
    Run whole = runsOf(tracker.advance(seconds(51 + day))).getFirst();

    assertEquals(List.of(id(2), id(3)), whole.steps().stream().map(Step::spanId).toList());
    List<AgentEvent> last = tracker.advance(seconds(51 + day + 120));
    assertEquals(List.of(new AgentEvent.RunForgotten(whole.run())), last, "its root has ended");
  }

  @Test
  void aPauseOfMoreThanADayForgetsTheRun() {
    tracker.accept(chat(2, "a", "q", "one"));
    tracker.advance(seconds(10));
    tracker.advance(seconds(610));
    List<AgentEvent> forgotten = tracker.advance(seconds(10 + 24 * 3_600));
    assertEquals(List.of(new AgentEvent.RunForgotten(TestSpan.TRACE)), forgotten);
  }

  @Test
  void theRootOfAnotherServiceBeginsTheWaitForStragglers() {
    tracker.accept(chat(2, "a", "q", "one"));
    tracker.advance(seconds(10));
    tracker.advance(seconds(610));
    tracker.accept(span(1, "POST /ask").with("http.route", "/ask").build());
    tracker.advance(seconds(3_600));
    assertEquals(List.of(), tracker.advance(seconds(3_600 + 119)));
    assertEquals(1, tracker.advance(seconds(3_600 + 120)).size());
  }

  @Test
  void roomIsMadeByWhatHasEndedThenByWhatPausesAndLastByWhatGoesOn() {
    tracker.accept(chatIn("paused", 2));
    tracker.advance(seconds(10));
    tracker.advance(seconds(610));
    tracker.accept(chatIn("open", 3));
    tracker.accept(StepTrackerTest.root(4, "a").trace("ended").build());
    assertEquals(List.of("ended"), forgottenBy(chatIn("new", 5)));
    assertEquals(List.of("paused"), forgottenBy(chatIn("newer", 6)));
    assertEquals(0, tracker.drops().get("run_limit"));
    assertEquals(List.of("open"), forgottenBy(chatIn("newest", 7)));
    assertEquals(1, tracker.drops().get("run_limit"));
  }

  @Test
  void aRunWhoseTracesAreManyGoesWhole() {
    tracker.accept(conversation(span(2, "chat m").trace("t1")));
    tracker.accept(chatIn("other", 3));
    tracker.accept(conversation(span(4, "chat m").trace("t2")));
    assertEquals(List.of("other"), forgottenBy(chatIn("new", 5)));
    assertEquals(List.of("conv"), forgottenBy(chatIn("newer", 6)));
    assertEquals(2 / 3.0, filled("agent_traces"));
  }

  @Test
  void aSecondTraceOfAReportedRunOpensItAgain() {
    tracker.accept(conversation(span(2, "chat m").trace("t1")));
    tracker.advance(seconds(10));
    assertEquals(List.of("t1"), runsOf(tracker.advance(seconds(610))).getFirst().traceIds());
    tracker.accept(conversation(span(3, "chat m").trace("t2")));
    tracker.advance(seconds(620));
    Run both = runsOf(tracker.advance(seconds(620 + 600))).getFirst();
    assertEquals(List.of("t1", "t2"), both.traceIds());
  }

  @Test
  void oneCharacterTooManyLetsTheQuietestRunGo() {
    StepTracker roomy = new StepTracker(small());
    int spans = 0;
    while (requireNonNull(roomy.fill().get("agent_characters")) <= 1 && spans < 20) {
      assertEquals(0, roomy.drops().get("run_limit"));
      spans++;
      roomy.accept(chatIn("t" + spans % 3, spans + 1));
    }
    roomy.accept(chatIn("t0", 100));
    assertEquals(1, roomy.drops().get("run_limit"));
    assertTrue(requireNonNull(roomy.fill().get("agent_characters")) <= 1);
  }

  @Test
  void whatComesForARunThatMadeRoomTakesNoRoom() {
    for (int i = 0; i < 1_000; i++) {
      int call = 10 + i;
      tracker.accept(span(call, "chat m").in(1).with("gen_ai.operation.name", "chat").build());
      for (int other = 1; other <= 3; other++) {
        tracker.accept(chatIn("other" + other + i, 2));
      }
      tracker.accept(log(call, 3, "gen_ai.choice", Value.of("x".repeat(64))));
      tracker.advance(seconds(10L * i));
      tracker.advance(seconds(10L * i + 2));
    }
    assertEquals(1.0, filled("agent_traces"));
    assertTrue(filled("agent_characters") < .5);
  }

  @Test
  void aRunKeyThatComesLateRenamesTheRun() {
    tracker.accept(chat(2, "a", "q", "one"));
    Span root = StepTrackerTest.root(1, "a").with("gen_ai.conversation.id", "conv").build();

    List<AgentEvent> events = tracker.accept(root);

    assertEquals(List.of(new AgentEvent.RunRenamed(TestSpan.TRACE, "conv")), events);
    assertEquals("conv", runsOf(tracker.flush()).getFirst().run());
  }

  @Test
  void twoTracesOfOneConversationAreOneRun() {
    List<AgentEvent> events =
        all(
            tracker,
            List.of(
                conversation(span(2, "chat m").trace("t1")),
                conversation(span(3, "chat m").trace("t2"))));

    Run run = runsOf(events).getFirst();
    assertEquals(List.of("t1", "t2"), run.traceIds());
    assertEquals(2, run.steps().size());
  }

  @Test
  void aSpanThatComesTwiceCountsOnce() {
    tracker.accept(chat(2, "a", "q", "one"));

    assertEquals(List.of(), tracker.accept(chat(2, "a", "q", "one")));
    assertEquals(1, tracker.drops().get("repeated_span"));
  }

  @Test
  void spansInALoopOfParentsDoNotHang() {
    List<Span> loop = new ArrayList<>();
    for (int i = 2; i <= 4; i++) {
      loop.add(
          span(i, "chat m").in(i == 4 ? 2 : i + 1).with("gen_ai.operation.name", "chat").build());
    }

    Run run = runsOf(all(tracker, loop)).getFirst();
    assertEquals(3, run.steps().size() + run.duplicates().size());
  }

  private static Value answer() {
    return new Value.Map(
        Attributes.builder()
            .put("message", new Value.Map(Attributes.of("role", "assistant", "content", "Yes.")))
            .build());
  }

  /** A call that says to which conversation it belongs. */
  private static Span conversation(TestSpan span) {
    return span.in(1)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.conversation.id", "conv")
        .with("gen_ai.output.messages", StepTrackerTest.message("assistant", "yes"))
        .build();
  }

  private List<String> forgottenBy(Signal signal) {
    return tracker.accept(signal).stream()
        .filter(AgentEvent.RunForgotten.class::isInstance)
        .map(event -> ((AgentEvent.RunForgotten) event).run())
        .toList();
  }

  private static Span chatIn(String trace, int id) {
    return span(id, "chat m")
        .in(1)
        .trace(trace)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.output.messages", StepTrackerTest.message("assistant", "yes"))
        .build();
  }

  private String said(Signal signal) {
    return ((StepEnded) tracker.accept(signal).getLast()).step().output().text();
  }

  private static List<String> stepsOf(List<AgentEvent> events) {
    return events.stream()
        .filter(StepEnded.class::isInstance)
        .map(event -> ((StepEnded) event).step().spanId())
        .toList();
  }

  private static List<Run> runsOf(List<AgentEvent> events) {
    return events.stream()
        .filter(RunEnded.class::isInstance)
        .map(event -> ((RunEnded) event).run())
        .toList();
  }
}
