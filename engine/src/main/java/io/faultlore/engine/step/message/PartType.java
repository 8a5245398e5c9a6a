package io.faultlore.engine.step.message;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a part of a message is, by its {@code type}, of which every interface has words of its own.
 */
enum PartType {
  TEXT,
  REASONING,
  /** Reasoning that the provider keeps to itself. */
  HIDDEN,
  /** A call of a tool, be it the caller's or one that runs at the provider. */
  CALL,
  RESULT,
  /** A picture, a sound, a file: bytes or where they lie. */
  DATA,
  /** No part, or one that is known by its fields. */
  NONE;

  static PartType of(JsonNode object) {
    String type = object.path("type").asText("");
    return switch (type) {
      case "text", "input_text", "output_text", "summary_text", "refusal" -> TEXT;
      case "reasoning", "reasoning_text", "thinking" -> REASONING;
      case "redacted_thinking" -> HIDDEN;
      case "blob", "file", "uri", "image", "image_url", "audio", "video", "document", "media" ->
          DATA;
      case "input_image", "input_audio", "input_file" -> DATA;
      default -> tool(type.replace('-', '_'), object);
    };
  }

  /** Interfaces add tools of their own under names that end alike: {@code server_tool_call}. */
  private static PartType tool(String type, JsonNode object) {
    if (type.endsWith("tool_call") || type.endsWith("tool_use")) {
      return CALL;
    }
    boolean result = type.endsWith("_result") || type.endsWith("_response");
    return result && (type.contains("tool") || object.has("tool_use_id")) ? RESULT : NONE;
  }
}
