package io.faultlore.engine.step.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Takes a call's arguments or result out of the wrappers that instrumentations put around them:
 * {@code {"args": [...], "kwargs": {...}}}, {@code {"output": ...}}, LangChain messages, quoted
 * JSON.
 */
public final class ToolPayload {
  private static final int DEPTH_MAX = 4;
  private static final List<String> WRAPPERS =
      List.of("inputs", "input", "input_str", "outputs", "output", "kwargs", "args");

  private ToolPayload() {}

  public static String text(String value) {
    JsonNode node = Content.parse(value);
    return node.isTextual() && node.textValue().equals(value) ? value : text(node);
  }

  public static String text(JsonNode node) {
    return text(node, 0);
  }

  private static String text(JsonNode node, int depth) {
    if (depth >= DEPTH_MAX) {
      return Content.text(node);
    }
    if (isMessage(node)) {
      List<Message> messages = Messages.of(node, "tool");
      return messages.size() == 1 ? messages.getFirst().spoken() : node.toString();
    }
    if (node.isArray() && node.size() == 1) {
      return text(node.get(0), depth + 1);
    }
    if (node.isObject() && node.has("args") && node.has("kwargs")) {
      return text(node.path(node.path("kwargs").isEmpty() ? "args" : "kwargs"), depth + 1);
    }
    if (node.isObject() && isWrapper(node)) {
      for (String field : WRAPPERS) {
        if (node.hasNonNull(field)) {
          return text(node.path(field), depth + 1);
        }
      }
    }
    return Content.text(node);
  }

  /** A wrapper holds the value alone, or beside what the framework notes about the call. */
  private static boolean isWrapper(JsonNode object) {
    return object.size() == 1 || object.has("tags") || object.has("metadata");
  }

  private static boolean isMessage(JsonNode node) {
    return node.isObject()
        && (node.has("lc")
            || (node.path("data").isObject() && node.has("type"))
            || (node.has("content") && (node.has("role") || node.has("tool_call_id"))));
  }
}
