package io.faultlore.engine.step.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads messages from any of the JSON shapes in which conventions and model interfaces write them:
 * OpenTelemetry (parts), OpenAI chat and responses, Anthropic, Gemini, Bedrock, LangChain,
 * OpenInference and Vercel. Unknown shapes keep their JSON as text, so that nothing is lost.
 */
public final class Messages {
  /** Wrappers around messages go a few levels deep; hostile nesting ends here. */
  private static final int DEPTH_MAX = 12;

  /** Fields that hold the messages of a request or an answer, best first. */
  private static final List<String> WRAPPERS =
      List.of(
          "messages",
          "message",
          "input_messages",
          "output_messages",
          "choices",
          "generations",
          "candidates",
          "replies",
          "contents",
          "output",
          "update",
          "kwargs",
          "new_message",
          "response",
          "chat_message");

  private Messages() {}

  /**
   * The messages of a node.
   *
   * @param role the role of what names none
   */
  public static List<Message> of(JsonNode node, String role) {
    List<Message> out = new ArrayList<>();
    read(node, role, 0, out);
    return out;
  }

  /** A message that consists of a list of tool calls. */
  public static Message calls(JsonNode list) {
    Parts parts = new Parts();
    list.forEach(parts::call);
    return parts.message("assistant");
  }

  private static void read(JsonNode node, String role, int depth, List<Message> out) {
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (depth > DEPTH_MAX) {
      out.add(Message.of(role, Content.text(node)));
    } else if (node.isArray()) {
      readArray(node, role, depth, out);
    } else if (node.isObject()) {
      readObject(node, role, depth, out);
    } else {
      JsonNode cut = cutConversation(Content.text(node));
      if (cut.isMissingNode()) {
        out.add(Message.of(role, Content.text(node)));
      } else {
        read(cut, role, depth + 1, out);
      }
    }
  }

  /**
   * Messages whose JSON lost its end to a length limit; a missing node for any other text, above
   * all for JSON that a model did not write well.
   */
  private static JsonNode cutConversation(String text) {
    if (!text.startsWith("[{") && !text.startsWith("{\"")) {
      return MissingNode.getInstance();
    }
    JsonNode closed = Content.closed(text);
    JsonNode list = closed.isObject() ? inner(closed).orElse(closed) : closed;
    JsonNode first = list.isArray() ? list.path(0) : list;
    return first.has("role") || holdsParts(list) ? closed : MissingNode.getInstance();
  }

  private static void readArray(JsonNode array, String role, int depth, List<Message> out) {
    if (holdsParts(array)) {
      Parts parts = new Parts();
      parts.readAll(array);
      out.add(parts.message(role));
      return;
    }
    for (JsonNode element : array) {
      read(element, role, depth + 1, out);
    }
  }

  private static void readObject(JsonNode object, String role, int depth, List<Message> out) {
    Optional<Message> item = ResponseItem.of(object);
    if (item.isPresent()) {
      out.add(item.get());
      return;
    }
    String own = roleOf(object).orElse("");
    if (!own.isEmpty() && object.path("data").isObject()) {
      // LangChain: {"type": "human", "data": {"content": ...}}
      out.add(message(object.path("data"), own));
      return;
    }
    if (own.isEmpty() && !looksLikeMessage(object)) {
      Optional<JsonNode> inner = inner(object);
      if (inner.isPresent()) {
        read(inner.get(), langChainRole(object).orElse(role), depth + 1, out);
        return;
      }
    }
    out.add(message(object, own.isEmpty() ? role : own));
  }

  private static Optional<JsonNode> inner(JsonNode object) {
    return WRAPPERS.stream()
        .map(object::path)
        .filter(node -> node.isContainerNode() && !node.isEmpty())
        .findFirst();
  }

  private static Message message(JsonNode object, String role) {
    Parts parts = new Parts();
    parts.readMessage(object);
    return parts.message(role);
  }

  private static boolean holdsParts(JsonNode array) {
    return array.isArray()
        && !array.isEmpty()
        && array.get(0).isObject()
        && !array.get(0).has("role")
        && Parts.isPart(array.get(0));
  }

  private static boolean looksLikeMessage(JsonNode object) {
    return object.has("content")
        || object.has("parts")
        || object.has("tool_calls")
        || object.has("blocks");
  }

  /** LangChain's constructor form names the class: {@code "id": [..., "HumanMessage"]}. */
  private static Optional<String> langChainRole(JsonNode object) {
    JsonNode id = object.path("id");
    return id.isArray() && !id.isEmpty()
        ? normal(Content.text(id.get(id.size() - 1)).replaceFirst("Message(Chunk)?$", ""))
        : Optional.empty();
  }

  private static Optional<String> roleOf(JsonNode object) {
    return normal(object.path("role").asText(""))
        .or(() -> normal(object.path("type").asText("")))
        .or(
            () ->
                object.has("role")
                    ? Optional.of(object.path("role").asText("").strip())
                    : Optional.empty());
  }

  /** The common word for a role, or nothing when the word is no role. */
  static Optional<String> normal(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "system", "developer" -> Optional.of("system");
      case "user", "human" -> Optional.of("user");
      case "assistant", "ai", "model" -> Optional.of("assistant");
      case "tool", "function", "toolmessage" -> Optional.of("tool");
      default -> Optional.empty();
    };
  }
}
