package io.faultlore.engine.step.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.faultlore.engine.step.Step.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of one message: text, reasoning, tool calls, tool results. */
final class Parts {
  /** Parts inside tool results may hold parts; hostile nesting ends here. */
  private static final int DEPTH_MAX = 8;

  /** Fields by which parts without a type are known. */
  private static final List<String> FIELDS =
      List.of(
          "message_content",
          "toolUse",
          "toolResult",
          "functionCall",
          "function_call",
          "functionResponse",
          "function_response",
          "reasoningContent",
          "inlineData",
          "inline_data",
          "fileData",
          "file_data");

  /** What may stand beside a text that is all of a message's content. */
  private static final String REASON = "finish_reason";

  /** Fields of a message that are no content. */
  private static final Set<String> NAMES =
      Set.of("role", "id", "name", "tool_call_id", REASON, "index", "type", "tool_calls");

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final List<ToolCall> calls = new ArrayList<>();
  private boolean toolResult;
  private boolean other;

  /** The text of whatever is written where a text is expected: a string, parts, or JSON. */
  static String textOf(JsonNode node) {
    if (node.isArray() && !node.isEmpty() && node.get(0).isObject() && isPart(node.get(0))) {
      Parts parts = new Parts();
      parts.readAll(node);
      return parts.text.toString();
    }
    return Content.text(node);
  }

  /** Whether an object is a part of a message and not a message. */
  static boolean isPart(JsonNode object) {
    return PartType.of(object) != PartType.NONE
        || FIELDS.stream().anyMatch(object::has)
        || (object.has("text")
            && !object.has("role")
            && !object.has("content")
            && !object.has("message"));
  }

  Message message(String role) {
    String told = toolResult && !other && (role.isEmpty() || role.equals("user")) ? "tool" : role;
    return new Message(told, text.toString(), reasoning.toString(), calls);
  }

  /** Reads an object that is a message: its content in any field and its tool calls. */
  void readMessage(JsonNode object) {
    for (String field : List.of("reasoning_content", "reasoning", "thinking")) {
      if (object.path(field).isTextual()) {
        reason(object.path(field).textValue());
        break;
      }
    }
    JsonNode content = firstOf(object, "content", "parts", "contents", "blocks", "text");
    readContent(content, 0);
    readCalls(object);
    if (content.isMissingNode() && calls.isEmpty() && reasoning.isEmpty() && !isBare(object)) {
      say(object.toString());
    }
  }

  void readAll(JsonNode array) {
    array.forEach(part -> readPart(part, 0));
  }

  private void readContent(JsonNode content, int depth) {
    if (content.isArray()) {
      content.forEach(part -> readPart(part, depth));
    } else if (content.path("parts").isArray()) {
      readContent(content.path("parts"), depth);
    } else if (content.isObject()) {
      readPart(content, depth);
    } else {
      say(Content.text(content));
    }
  }

  private void readCalls(JsonNode object) {
    JsonNode list = firstOf(object, "tool_calls", "toolCalls");
    if (!list.isArray() || list.isEmpty()) {
      list = object.path("additional_kwargs").path("tool_calls");
    }
    if (!calls.isEmpty()) {
      return; // the same calls stand among the parts
    }
    for (JsonNode call : list.isTextual() ? Content.parse(list.textValue()) : list) {
      call(call);
    }
    if (object.path("function_call").isObject()) {
      call(object.path("function_call"));
    }
    if (object.has("function_call_name")) {
      calls.add(
          new ToolCall(
              "",
              Content.text(object.path("function_call_name")),
              Content.text(object.path("function_call_arguments_json"))));
    }
  }

  private void readPart(JsonNode part, int depth) {
    if (!part.isObject() || depth > DEPTH_MAX) {
      say(Content.text(part));
      return;
    }
    if (part.path("message_content").isObject()) {
      readPart(part.path("message_content"), depth + 1);
      if (part.path("tool_call").isObject()) {
        call(part.path("tool_call"));
      }
      return;
    }
    switch (PartType.of(part)) {
      case TEXT -> say(Content.text(firstOf(part, "text", "content", "refusal")));
      case REASONING ->
          reason(textOf(firstOf(part, "content", "text", "thinking", "reasoning", "summary")));
      case HIDDEN -> other = true;
      case CALL -> {
        if (part.has("name") || part.has("toolName") || part.has("function")) {
          call(part);
        }
      }
      case RESULT ->
          result(firstOf(part, "response", "result", "content", "output", typeOf(part)), depth);
      case DATA -> say("[" + firstOf(part, "modality", "mime_type", "type").asText() + "]");
      case NONE -> readUntyped(part, depth);
    }
  }

  /** Gemini and Bedrock name a part by its only field; anything else leaves a short mark. */
  private void readUntyped(JsonNode part, int depth) {
    if (part.has("functionCall") || part.has("function_call")) {
      call(firstOf(part, "functionCall", "function_call"));
    } else if (part.has("toolUse")) {
      call(part.path("toolUse"));
    } else if (part.has("functionResponse") || part.has("function_response")) {
      result(firstOf(part, "functionResponse", "function_response").path("response"), depth);
    } else if (part.has("toolResult")) {
      result(part.path("toolResult").path("content"), depth);
    } else if (part.has("reasoningContent")) {
      reason(Content.text(part.path("reasoningContent").path("reasoningText").path("text")));
    } else if (part.path("thought").asBoolean() && part.path("text").isTextual()) {
      reason(part.path("text").textValue());
    } else if (part.path("text").isTextual()) {
      say(part.path("text").textValue());
    } else if (part.path("content").isTextual()) {
      String words = part.path("content").textValue();
      JsonNode inner = Content.parse(words);
      if (inner.isArray() && !inner.isEmpty() && isPart(inner.get(0))) {
        readContent(inner, depth + 1);
      } else {
        say(words);
      }
    } else if (isData(part)) {
      say("[data]");
    } else if (part.path("message").isTextual() && part.size() == (part.has(REASON) ? 2 : 1)) {
      say(part.path("message").textValue());
    } else if (part.has("type")) {
      say("[" + typeOf(part) + "]");
    } else {
      say(part.toString());
    }
  }

  private void result(JsonNode value, int depth) {
    toolResult = true;
    boolean before = other;
    if (value.isArray() && !value.isEmpty() && isPart(value.get(0))) {
      value.forEach(part -> readPart(part, depth + 1));
    } else {
      say(Content.text(value));
    }
    other = before;
  }

  void call(JsonNode wrapped) {
    JsonNode call = wrapped.path("tool_call").isObject() ? wrapped.path("tool_call") : wrapped;
    JsonNode function = call.path("function").isObject() ? call.path("function") : call;
    calls.add(
        new ToolCall(
            Content.text(firstOf(call, "id", "call_id", "toolCallId", "toolUseId", "tool_call_id")),
            Content.text(firstOf(function, "name", "toolName", "tool_name", "function_name")),
            Content.text(firstOf(function, "arguments", "args", "input", typeOf(call)))));
    other = true;
  }

  private void say(String words) {
    other |= !words.isEmpty();
    append(text, words);
  }

  private void reason(String words) {
    other |= !words.isEmpty();
    append(reasoning, words);
  }

  private static void append(StringBuilder out, String words) {
    if (!words.isEmpty()) {
      out.append(out.isEmpty() ? "" : "\n").append(words);
    }
  }

  /** A message whose fields are only names and ids, or hold nothing, has no content. */
  private static boolean isBare(JsonNode object) {
    return object.properties().stream()
        .allMatch(field -> field.getValue().isNull() || NAMES.contains(field.getKey()));
  }

  private static String typeOf(JsonNode part) {
    return part.path("type").asText("");
  }

  /** Gemini's and others' inline files: a media type, and the bytes beside it. */
  private static boolean isData(JsonNode part) {
    return part.properties().stream()
        .map(Map.Entry::getValue)
        .anyMatch(inner -> inner.has("mimeType") || inner.has("mime_type"));
  }

  private static JsonNode firstOf(JsonNode object, String... fields) {
    for (String field : fields) {
      JsonNode node = object.path(field);
      if (!node.isMissingNode() && !node.isNull()) {
        return node;
      }
    }
    return MissingNode.getInstance();
  }
}
