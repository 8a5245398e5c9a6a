package io.faultlore.engine.step.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.step.Step.ToolCall;
import java.util.List;
import java.util.Optional;

/** The items of OpenAI's responses interface, which are no messages with a role. */
final class ResponseItem {
  private ResponseItem() {}

  /** The message that an item stands for; empty when the object is no such item. */
  static Optional<Message> of(JsonNode item) {
    return switch (item.path("type").asText("")) {
      case "function_call", "custom_tool_call" ->
          item.has("name")
              ? Optional.of(
                  new Message(
                      "assistant",
                      "",
                      "",
                      List.of(
                          new ToolCall(
                              item.path("call_id").asText(item.path("id").asText("")),
                              item.path("name").asText(),
                              Content.text(
                                  item.has("arguments")
                                      ? item.path("arguments")
                                      : item.path("input"))))))
              : Optional.empty();
      case "function_call_output", "custom_tool_call_output" ->
          Optional.of(Message.of("tool", Parts.textOf(item.path("output"))));
      case "reasoning" ->
          item.has("summary")
              ? Optional.of(
                  new Message(
                      "assistant",
                      "",
                      joined(
                          Parts.textOf(item.path("summary")), Parts.textOf(item.path("content"))),
                      List.of()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : second.isEmpty() ? first : first + "\n" + second;
  }
}
