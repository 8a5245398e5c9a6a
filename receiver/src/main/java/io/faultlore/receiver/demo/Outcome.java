package io.faultlore.receiver.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.receiver.demo.Watch.First;
import io.faultlore.receiver.demo.Watch.View;
import java.util.Optional;
import java.util.function.Function;

/** The demo's result as one JSON object; seconds count from the command's start. */
final class Outcome {
  private Outcome() {}

  static ObjectNode json(View view, Story story, long beganUnixNano) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "service_verdict_seconds", seconds(view.failure(), beganUnixNano));
    put(json, "agent_verdict_seconds", seconds(view.step(), beganUnixNano));
    json.put("injected_fault", story.fault());
    json.put("injected_service", story.service());
    json.put(
        "first_suspect", text(view.failure(), (Failure seen) -> Ranked.first(seen.suspects(), "")));
    json.put("injected_mode", story.mode());
    json.put("injected_step", story.spanId());
    json.put("flagged_step", text(view.step(), (StepVerdict seen) -> seen.step().spanId()));
    json.put("false_failures", view.falseFailures());
    return json;
  }

  private static <T> String text(Optional<First<T>> seen, Function<T, String> what) {
    return seen.map(verdict -> what.apply(verdict.first())).orElse("");
  }

  private static Optional<Double> seconds(Optional<? extends First<?>> seen, long began) {
    return seen.map(verdict -> Math.round((verdict.seenUnixNano() - began) * 1e-8) / 10.0);
  }

  private static void put(ObjectNode json, String name, Optional<Double> value) {
    value.ifPresentOrElse(number -> json.put(name, number), () -> json.putNull(name));
  }
}
