package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.step.message.Content;
import java.util.Optional;

/**
 * Whether a tool's result says in the words of a protocol that the call failed: {@code isError} of
 * the Model Context Protocol, an error object as in JSON-RPC, {@code success} or an HTTP status.
 * What it was about (an order that failed) is no word of a protocol.
 */
final class ResultErrors {
  /** An answer that holds an error has little beside it; a record may have a field of the name. */
  private static final int FIELDS_MAX = 4;

  /** RFC 9110: from 400 on the request was not fulfilled. */
  private static final int HTTP_ERROR_LEAST = 400;

  /** Higher numbers are no status of HTTP. */
  private static final int HTTP_ERROR_MAX = 599;

  private ResultErrors() {}

  /** The error that the result tells, which may be the empty string; nothing when it tells none. */
  static Optional<String> of(String result) {
    JsonNode answer = Content.parse(result);
    if (!answer.isObject()) {
      return Optional.empty();
    }
    if (isTrue(answer, "isError") || isTrue(answer, "is_error") || isFalse(answer, "success")) {
      return Optional.of("");
    }
    if (isHttpError(answer.path("status_code")) || isHttpError(answer.path("statusCode"))) {
      return Optional.of("");
    }
    JsonNode error = answer.path("error");
    return answer.size() <= FIELDS_MAX ? told(error) : Optional.empty();
  }

  /** The error under a name for errors; nothing when its value says that there is none. */
  static Optional<String> told(JsonNode error) {
    String text = Content.text(error).strip();
    return switch (text) {
      case "", "false", "none", "None", "null", "0", "{}", "[]" -> Optional.empty();
      default -> Optional.of(text.equals("true") ? "" : text);
    };
  }

  private static boolean isTrue(JsonNode answer, String field) {
    return answer.path(field).asBoolean(false);
  }

  private static boolean isFalse(JsonNode answer, String field) {
    return answer.path(field).isBoolean() && !answer.path(field).booleanValue();
  }

  private static boolean isHttpError(JsonNode status) {
    int code = status.asInt(0);
    return code >= HTTP_ERROR_LEAST && code <= HTTP_ERROR_MAX;
  }
}
