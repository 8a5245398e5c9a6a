package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Message;
import io.faultlore.engine.step.message.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Content of one model or tool call that comes as events, on the span or as log events: {@code
 * gen_ai.client.inference.operation.details} (new form) or one event a message (to 1.36).
 */
final class GenAiEvents {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";
  private static final String CHOICE = "gen_ai.choice";

  /** Orders messages of equal time; others come first. */
  private static final List<String> CONVERSATION =
      List.of(
          "gen_ai.system.message",
          "gen_ai.user.message",
          "gen_ai.assistant.message",
          "gen_ai.tool.message",
          CHOICE);

  /** One event, in whichever way it came. */
  record Event(long timeUnixNano, String name, Value body, Attributes attributes) {
    static Event of(Span.Event event) {
      return new Event(event.timeUnixNano(), event.name(), new Value.Empty(), event.attributes());
    }

    static Event of(LogRecord log) {
      return new Event(log.timeUnixNano(), nameOf(log), log.body(), log.attributes());
    }
  }

  private GenAiEvents() {}

  static boolean isEvent(String name) {
    return name.startsWith("gen_ai.");
  }

  /**
   * Whether a log record's body is what a model was told and what it answered, which some senders
   * write whole, under a name of their own.
   */
  static boolean isConversation(Value body) {
    return body instanceof Value.Map(Attributes fields)
        && Stream.of("input", "output")
            .flatMap(field -> fields.get(field).stream())
            .anyMatch(said -> said instanceof Value.Map(Attributes of) && of.has("messages"));
  }

  static boolean completes(String name) {
    return name.equals(DETAILS) || name.equals(CHOICE);
  }

  /** Tells what the events of one span say, in the order of their time. */
  static void read(List<Event> events, Facts facts) {
    List<Message> input = new ArrayList<>();
    List<Message> output = new ArrayList<>();
    List<Event> inOrder =
        events.stream()
            .sorted(
                Comparator.comparingLong(Event::timeUnixNano)
                    .thenComparingInt(event -> CONVERSATION.indexOf(event.name())))
            .toList();
    inOrder.forEach(event -> read(event, input, output, facts));
    if (!inOrder.isEmpty()) {
      facts.input(input, inOrder.getLast().timeUnixNano());
    }
    facts.output(output);
  }

  private static void read(Event event, List<Message> input, List<Message> output, Facts facts) {
    switch (event.name()) {
      case "gen_ai.system.message" -> input.addAll(message(event, "system"));
      case "gen_ai.user.message" -> input.addAll(message(event, "user"));
      case "gen_ai.assistant.message" -> input.addAll(message(event, "assistant"));
      case "gen_ai.tool.message" -> input.addAll(message(event, "tool"));
      case CHOICE -> output.addAll(choice(event));
      case "gen_ai.content.prompt" ->
          input.addAll(Messages.of(Content.of(event.attributes(), "gen_ai.prompt"), "user"));
      case "gen_ai.content.completion" ->
          output.addAll(
              Messages.of(Content.of(event.attributes(), "gen_ai.completion"), "assistant"));
      default -> {
        OtelGenAi.readContent(event.attributes(), facts);
        if (event.body() instanceof Value.Map(Attributes fields)) {
          OtelGenAi.readContent(fields, facts);
          input.addAll(Messages.of(Content.of(fields, "input"), "user"));
          output.addAll(Messages.of(Content.of(fields, "output"), "assistant"));
        }
      }
    }
  }

  private static List<Message> message(Event event, String role) {
    JsonNode body = body(event);
    JsonNode content = body.path("content");
    if (content.isTextual() && body instanceof ObjectNode object) {
      // On span events the content is often JSON in a string.
      object.set("content", Content.parse(content.textValue()));
    }
    return Messages.of(body, role);
  }

  private static List<Message> choice(Event event) {
    JsonNode body = body(event);
    JsonNode message = body.path("message");
    if (message.isTextual()) {
      message = Content.parse(message.textValue());
    }
    return message.isMissingNode() || message.isNull()
        ? Messages.of(body, "assistant")
        : Messages.of(message, "assistant");
  }

  /** A log event's body, else the attributes, which is where span events have their fields. */
  private static JsonNode body(Event event) {
    JsonNode body = Content.of(event.body());
    if (body.isContainerNode() || !Content.text(body).isBlank()) {
      return body;
    }
    JsonNode inside = Content.of(event.attributes(), "gen_ai.event.content");
    return inside.isContainerNode() ? inside : fields(event.attributes());
  }

  private static JsonNode fields(Attributes attributes) {
    Attributes.Builder fields = Attributes.builder();
    attributes.forEach(
        (key, value) -> {
          if (!key.startsWith("gen_ai.") && !key.startsWith("event.")) {
            fields.put(key, value);
          }
        });
    return Content.of(new Value.Map(fields.build()));
  }

  static String nameOf(LogRecord log) {
    return log.eventName().isEmpty()
        ? log.attributes().text("event.name").orElse("")
        : log.eventName();
  }
}
