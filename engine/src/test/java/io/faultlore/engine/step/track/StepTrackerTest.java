package io.faultlore.engine.step.track;

import static io.faultlore.engine.step.track.TestSpan.TRACE;
import static io.faultlore.engine.step.track.TestSpan.id;
import static io.faultlore.engine.step.track.TestSpan.seconds;
import static io.faultlore.engine.step.track.TestSpan.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTrackerTest {
  private final StepTracker tracker = new StepTracker(StepConfig.defaults());

  @Test
  void stepIsReportedBeforeItsRootEnds() {
    List<AgentEvent> events = tracker.accept(chat(2, "planner", "Where is my order?", "I look."));

    assertEquals(1, events.size());
    StepEnded ended = assertInstanceOf(StepEnded.class, events.getFirst());
    assertEquals("Where is my order?", ended.step().task());
    Step step = ended.step();
    assertEquals("shop-agents", step.origin().app());
    assertEquals("planner", step.agent());
    assertEquals("I look.", step.output().text());
    assertEquals("Where is my order?", step.input().text());
    assertEquals("user", step.input().role());
    assertEquals(Step.Kind.LLM, step.kind());
    assertTrue(step.content());
  }

  @Test
  void aGreetingIsNotWhatARunIsAbout() {
    String greeting = "Hi! How can I help you today?";
    assertEquals("Where is A-17?", task(chat(2, "User", greeting, "Where is A-17?")));
    Signal welcome =
        span(2, "chat small-model")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.input.messages", message("assistant", greeting))
            .with("gen_ai.output.messages", message("assistant", "Anything else?"))
            .build();
    assertEquals("", task(welcome));
    assertEquals("Where is A-17?", task(chat(2, "user_lookup", "Where is A-17?", "I look.")));
  }

  private static String task(Signal signal) {
    StepTracker fresh = new StepTracker(StepConfig.defaults());
    return assertInstanceOf(StepEnded.class, fresh.accept(signal).getFirst()).step().task();
  }

  @Test
  void runEndsWhenItsRootHasEndedAndNothingMoreCame() {
    tracker.accept(chat(2, "planner", "Where is my order?", "I look."));
    tracker.accept(root(1, "order_desk").build());

    assertEquals(List.of(), tracker.advance(seconds(100)));
    assertEquals(List.of(), tracker.advance(seconds(129)));
    List<AgentEvent> events = tracker.advance(seconds(130));

    Run run = assertInstanceOf(RunEnded.class, events.getFirst()).run();
    assertEquals(TRACE, run.run());
    assertEquals(List.of(id(2)), run.steps().stream().map(Step::spanId).toList());
  }

  @Test
  void runWithoutRootStaysOpenLonger() {
    tracker.accept(chat(2, "planner", "Where is my order?", "I look."));
    tracker.advance(seconds(100));

    assertEquals(List.of(), tracker.advance(seconds(100 + 599)));
    assertInstanceOf(RunEnded.class, tracker.advance(seconds(100 + 600)).getFirst());
  }

  static TestSpan root(int id, String agent) {
    return span(id, "invoke_agent " + agent)
        .at(0, 99)
        .with("gen_ai.operation.name", "invoke_agent")
        .with("gen_ai.agent.name", agent);
  }

  static Signal chat(int id, String agent, String asked, String said) {
    return span(id, "chat small-model")
        .in(1)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.agent.name", agent)
        .with("gen_ai.input.messages", message("user", asked))
        .with("gen_ai.output.messages", message("assistant", said))
        .build();
  }

  static String message(String role, String text) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, text);
  }

  static List<AgentEvent> all(StepTracker tracker, List<? extends Signal> signals) {
    List<AgentEvent> out = new ArrayList<>();
    signals.forEach(signal -> out.addAll(tracker.accept(signal)));
    out.addAll(tracker.flush());
    return out;
  }
}
