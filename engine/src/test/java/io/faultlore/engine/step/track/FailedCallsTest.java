package io.faultlore.engine.step.track;

import static io.faultlore.engine.step.track.TestSpan.span;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.StepConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call failed when its span, its protocol or its framework says so. */
class FailedCallsTest {
  @Test
  void aResultSaysInItsProtocolThatTheCallFailed() {
    for (String failed :
        List.of(
            "{\"content\": [{\"type\": \"text\", \"text\": \"Room taken.\"}], \"isError\": true}",
            "{\"content\": \"Room taken.\", \"is_error\": true}",
            "{\"jsonrpc\": \"2.0\", \"id\": 7, \"error\": {\"code\": -32601}}",
            "{\"error\": \"no such room\"}",
            "{\"success\": false, \"message\": \"no such room\"}",
            "{\"status_code\": 503}")) {
      assertEquals(true, failed(result(failed)), failed);
    }
  }

  @Test
  void whatAResultIsAboutMayHaveFailed() {
    for (String fine :
        List.of(
            "{\"content\": [], \"isError\": false}",
            "{\"error\": null, \"rooms\": 3}",
            "{\"error\": \"\", \"rooms\": 3}",
            "{\"success\": true}",
            "{\"status_code\": 200}",
            "{\"order\": 7, \"status\": \"failed\"}",
            "{\"error\": \"red\", \"warning\": \"amber\", \"info\": \"blue\", \"ok\": \"green\", \"x\": 1}",
            "the field \"isError\": true marks a failed call",
            "{\"error\": cut in the mid")) {
      assertEquals(false, failed(result(fine)), fine);
    }
  }

  @Test
  void anExceptionThatWasHandledIsNoFailureAndOneThatEndedTheCallIs() {
    Attributes exception = Attributes.of("exception.type", "ReadTimeout");
    assertEquals(false, failed(result("Open from 9 to 17").event("exception", exception)));
    assertEquals(true, failed(tool().event("exception", exception)));
    assertEquals(
        true, failed(result("half").status(Span.Status.ERROR, "").event("exception", exception)));
  }

  @Test
  void whatWaitsForAPersonHasNotFailed() {
    Map<String, Boolean> failing =
        Map.of(
            "desk.ApprovalRequired", false,
            "GraphInterrupt", false,
            "desk.CallDeferred", false,
            "desk.ConfirmationNeeded", false,
            "ApprovalDenied", true,
            "InterruptedException", true,
            "ApprovalTimeout", true,
            "ValueError", true);
    failing.forEach(
        (type, failed) ->
            assertEquals(
                failed,
                failed(
                    tool()
                        .status(Span.Status.ERROR, type + ": ")
                        .event("exception", Attributes.of("exception.type", type))),
                type));
  }

  private static TestSpan result(String result) {
    return tool().with("gen_ai.tool.call.result", result);
  }

  private static TestSpan tool() {
    return span(2, "execute_tool book_room")
        .with("gen_ai.operation.name", "execute_tool")
        .with("gen_ai.tool.name", "book_room");
  }

  private static boolean failed(TestSpan span) {
    return StepTrackerTest.all(new StepTracker(StepConfig.defaults()), List.of(span.build()))
        .stream()
        .filter(StepEnded.class::isInstance)
        .map(event -> ((StepEnded) event).step().action().failed())
        .findFirst()
        .orElseThrow();
  }
}
