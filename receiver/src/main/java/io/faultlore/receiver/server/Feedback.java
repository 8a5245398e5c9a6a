package io.faultlore.receiver.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.faultlore.engine.memory.CaseLabel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the JSON of a feedback into a label. Strict, because a mistyped field would silently teach
 * nothing.
 */
final class Feedback {
  static final int TEXT_CHARS_MAX = 2_000; // a remedy of a few paragraphs
  static final int MARKS_MAX = 1_000; // more failing steps than any labelled run has
  private static final String AUTHOR = "api";

  private static final Set<String> FIELDS =
      Set.of("failure", "culprit", "type", "remedy", "marks", "exhaustive");
  private static final Set<String> MARK_FIELDS = Set.of("span_id", "agent", "type", "root_cause");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** What is wrong with a feedback, in a sentence for its sender. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidException(String message) {
      super(message);
    }
  }

  private Feedback() {}

  static CaseLabel parse(byte[] body, long nowUnixNano) throws InvalidException {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException broken) {
      throw new InvalidException("not JSON: " + broken.getOriginalMessage());
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from an array cannot fail", impossible);
    }
    checkFields("the feedback", json, FIELDS);
    if (!json.has("failure")) {
      throw new InvalidException("failure is missing: true or false");
    }
    List<CaseLabel.StepMark> marks = new ArrayList<>();
    for (JsonNode mark : array(json, "marks")) {
      marks.add(mark(mark));
    }
    return new CaseLabel(
        bool(json, "failure"),
        text(json, "culprit"),
        text(json, "type"),
        text(json, "remedy"),
        marks,
        bool(json, "exhaustive"),
        AUTHOR,
        nowUnixNano);
  }

  private static CaseLabel.StepMark mark(JsonNode json) throws InvalidException {
    checkFields("a mark", json, MARK_FIELDS);
    String spanId = text(json, "span_id");
    if (!spanId.matches("[0-9a-f]{16}")) {
      throw new InvalidException("span_id must be 16 lower-case hex digits");
    }
    return new CaseLabel.StepMark(
        spanId, text(json, "agent"), text(json, "type"), bool(json, "root_cause"));
  }

  private static void checkFields(String what, JsonNode json, Set<String> known)
      throws InvalidException {
    if (!json.isObject()) {
      throw new InvalidException(what + " must be a JSON object");
    }
    for (var field : json.properties()) {
      if (!known.contains(field.getKey())) {
        throw new InvalidException(
            what + " has an unknown field; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private static boolean bool(JsonNode json, String field) throws InvalidException {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidException(field + " must be true or false");
    }
    return value.booleanValue();
  }

  private static String text(JsonNode json, String field) throws InvalidException {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual() || value.textValue().length() > TEXT_CHARS_MAX) {
      throw new InvalidException(
          field + " must be a string of at most " + TEXT_CHARS_MAX + " characters");
    }
    return value.textValue();
  }

  private static Iterable<JsonNode> array(JsonNode json, String field) throws InvalidException {
    JsonNode value = json.path(field);
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > MARKS_MAX) {
      throw new InvalidException(field + " must be a list of at most " + MARKS_MAX + " entries");
    }
    return value;
  }
}
