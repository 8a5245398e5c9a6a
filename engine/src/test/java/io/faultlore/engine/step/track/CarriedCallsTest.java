package io.faultlore.engine.step.track;

import static io.faultlore.engine.step.track.StepTrackerTest.all;
import static io.faultlore.engine.step.track.StepTrackerTest.message;
import static io.faultlore.engine.step.track.TestSpan.SHOP;
import static io.faultlore.engine.step.track.TestSpan.log;
import static io.faultlore.engine.step.track.TestSpan.seconds;
import static io.faultlore.engine.step.track.TestSpan.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of frameworks that nobody has a table for are known by what their telemetry carries. */
class CarriedCallsTest {
  @Test
  void aModelWithTokensIsACallWhateverThePrefix() {
    Step step =
        only(
            span(1, "ask")
                .with("quill.engine.model", "small-model")
                .with("quill.usage.prompt_tokens", "8")
                .with("quill.usage.completion_tokens", "9")
                .with("quill.input.messages", message("user", "Name a prime."))
                .with("quill.output.messages", message("assistant", "97."))
                .build());
    assertEquals(Kind.LLM, step.kind());
    assertEquals("97.", step.output().text());
    assertEquals("Name a prime.", step.input().text());
    assertEquals(new Step.Tokens(8, 9), step.tokens());
  }

  @Test
  void anOperationWordOfOnesOwnIsNoObstacle() {
    Step step =
        only(
            span(1, "x")
                .with("gen_ai.operation.name", "answer.streamed")
                .with("gen_ai.request.model", "small-model")
                .with("gen_ai.output.messages", message("assistant", "97."))
                .build());
    assertEquals(Kind.LLM, step.kind());
    assertEquals("answer.streamed", step.action().operation());
  }

  @Test
  void aToolWithArgumentsAndResultIsACall() {
    Step step =
        only(
            span(1, "x")
                .with("quill.tool.definition.name", "roomTemperature")
                .with("quill.tool.call.arguments", "{\"room\":\"B2\"}")
                .with("quill.tool.call.result", "31 C")
                .build());
    assertEquals(Kind.TOOL, step.kind());
    assertEquals("roomTemperature", step.action().tool());
    assertEquals("{\"room\":\"B2\"}", step.input().text());
    assertEquals("31 C", step.output().text());
  }

  @Test
  void aWordForTheKindOfSpanIsEnough() {
    assertEquals(Kind.TOOL, only(span(1, "x").with("span.type", "tool.execution").build()).kind());
    assertEquals(Kind.LLM, only(span(1, "x").with("quill.span.kind", "LLM").build()).kind());
    assertEquals(
        Kind.LLM,
        only(span(1, "x").with("quill.component.type", "MillChatGenerator").build()).kind());
    assertEquals(
        Kind.RETRIEVER,
        only(span(1, "x").with("quill.component.type", "InMemoryRetriever").build()).kind());
  }

  @Test
  void anOrdinaryServiceThatHasModelsAndToolsIsNoAgent() {
    for (TestSpan span :
        List.of(
            span(1, "GET /cars").with("car.model", "P-7").with("http.request.method", "GET"),
            span(1, "GET /").with("user_agent.name", "Firefox").with("device.model.name", "X1"),
            span(1, "compile").with("build.tool.name", "mill").with("build.tool.args", "-q"),
            span(1, "embed").with("embedding.model", "m").with("usage.input_tokens", "7"),
            span(1, "SELECT").with("span.type", "sql").with("db.query", "SELECT 1"),
            span(1, "predict").with("model.name", "forest").with("output", "cat"),
            span(1, "login").with("auth.token.type", "bearer").with("success", "false"))) {
      assertEquals(List.of(), all(tracker(), List.of(span.build())));
    }
  }

  @Test
  void whatEnclosesCallsAndCarriesTheirSumIsNoneItself() {
    TestSpan sum =
        span(1, "team")
            .at(0, 9)
            .with("quill.model", "small-model")
            .with("quill.usage.output_tokens", "18")
            .with("quill.output.messages", message("assistant", "98."));
    List<Signal> signals = new ArrayList<>();
    for (int id : List.of(4, 6)) {
      signals.add(StepTrackerTest.chat(id, "planner", "Next?", "It is " + id));
    }
    signals.add(StepTrackerTest.root(2, "planner").in(1).build());
    signals.add(sum.build());
    assertEquals(
        List.of(TestSpan.id(4), TestSpan.id(6)),
        run(signals).steps().stream().map(Step::spanId).toList());
  }

  @Test
  void aToolThatPassesTheSameCallOnIsOneCallAndAnotherIsTwo() {
    assertEquals(List.of("get_ticket"), toolsOf("c1", "c1"));
    assertEquals(List.of("get_ticket", "call_any"), toolsOf("c1", "c2"));
  }

  private static List<String> toolsOf(String innerId, String outerId) {
    Signal inner = tool(3, "get_ticket", innerId).in(2).build();
    Signal outer = tool(2, "call_any", outerId).in(1).at(2, 5).build();
    return run(List.of(inner, outer)).steps().stream().map(s -> s.action().tool()).toList();
  }

  private static TestSpan tool(int id, String name, String callId) {
    return span(id, "x")
        .with("gen_ai.operation.name", "execute_tool")
        .with("gen_ai.tool.name", name)
        .with("gen_ai.tool.call.id", callId)
        .with("gen_ai.tool.call.result", "open");
  }

  @Test
  void callsThatComeAsLogEventsAreTheRunOfTheirSession() {
    Signal asked =
        event(1, "model_request", "model", "m", "input_tokens", "9", "output_tokens", "3");
    Signal ran = event(2, "tool_result", "tool_name", "Bash", "success", "false");
    Signal decided = event(3, "tool_decision", "tool_name", "Bash", "decision", "accept");
    Run run = run(List.of(asked, ran, ran, decided));
    assertEquals("s-1", run.run());
    assertEquals(List.of(Kind.LLM, Kind.TOOL), run.steps().stream().map(Step::kind).toList());
    assertEquals("Bash", run.steps().getLast().action().tool());
    assertTrue(run.steps().getLast().action().failed());
  }

  @Test
  void ordinaryLogEventsAreNoSteps() {
    Signal bought = event(1, "order_placed", "model", "P-7", "amount", "3");
    assertEquals(List.of(), all(tracker(), List.of(bought)));
  }

  @Test
  void logEventsOfARunThatSpansTellAddNothing() {
    Signal chat =
        span(2, "chat")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.conversation.id", "s-1")
            .with("gen_ai.output.messages", message("assistant", "Done."))
            .build();
    assertEquals(
        1,
        run(List.of(chat, event(3, "tool_result", "tool_name", "Bash", "success", "true")))
            .steps()
            .size());
  }

  @Test
  void aConversationThatComesAsOneLogRecordIsTheContentOfItsSpan() {
    Signal chat =
        span(2, "chat")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.request.model", "m")
            .build();
    Value body =
        map("input", said("user", "Which drills?"), "output", said("assistant", "Two are left."));
    for (List<Signal> order :
        List.of(
            List.of(chat, log(2, 3, "own.name", body)),
            List.of(log(2, 3, "own.name", body), chat))) {
      Step step = run(order).steps().getFirst();
      assertEquals("Two are left.", step.output().text());
      assertEquals("Which drills?", step.input().text());
    }
  }

  private static Value said(String role, String text) {
    Value content = map("content", Value.of("[{\"text\": \"" + text + "\"}]"));
    return map(
        "messages", new Value.Array(List.of(map("role", Value.of(role), "content", content))));
  }

  private static Value map(Object... pairs) {
    Attributes.Builder entries = Attributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      entries.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return new Value.Map(entries.build());
  }

  private static LogRecord event(int second, String name, String... pairs) {
    Attributes.Builder attributes = Attributes.builder().put("session.id", "s-1");
    Attributes.of(pairs).forEach(attributes::put);
    return new LogRecord(
        SHOP,
        Scope.NONE,
        seconds(second),
        9,
        "INFO",
        name,
        new Value.Empty(),
        attributes.build(),
        "",
        "");
  }

  private static Step only(Signal signal) {
    List<Step> steps = run(List.of(signal)).steps();
    assertEquals(1, steps.size());
    return steps.getFirst();
  }

  private static Run run(List<Signal> signals) {
    return all(tracker(), signals).stream()
        .filter(RunEnded.class::isInstance)
        .map(event -> ((RunEnded) event).run())
        .findFirst()
        .orElseThrow();
  }

  private static StepTracker tracker() {
    return new StepTracker(StepConfig.defaults());
  }
}
