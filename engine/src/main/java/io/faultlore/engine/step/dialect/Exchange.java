package io.faultlore.engine.step.dialect;

import io.faultlore.engine.step.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a span says was sent to a model or an agent, and what came back. */
final class Exchange {
  /** What OpenInference writes in place of content that its settings hide. */
  static final String HIDDEN = "__REDACTED__";

  private static final long NEVER = Long.MIN_VALUE;

  private final int textCharsMax;
  private List<Message> input = List.of();
  private long inputUnixNano = NEVER;
  private List<Message> output = List.of();

  Exchange(int textCharsMax) {
    this.textCharsMax = textCharsMax;
  }

  /** Messages to the model; of those only the first request and the last message are kept. */
  void input(List<Message> said) {
    if (!hasContent(input) && !said.isEmpty() && !isHidden(said)) {
      input = essence(said);
    }
  }

  /** Messages that came as events; those of one call may come in several parts. */
  void input(List<Message> said, long lastUnixNano) {
    if (said.isEmpty()) {
      return;
    }
    if (inputUnixNano == NEVER) {
      input(said);
      inputUnixNano = lastUnixNano;
      return;
    }
    List<Message> all = new ArrayList<>(input);
    all.addAll(lastUnixNano < inputUnixNano ? 0 : all.size(), said);
    inputUnixNano = Math.max(inputUnixNano, lastUnixNano);
    input = List.of();
    input(all);
  }

  void output(List<Message> messages) {
    if (!hasContent(output) && !messages.isEmpty() && !isHidden(messages)) {
      output = messages.stream().map(this::bounded).toList();
    }
  }

  /** Takes over what is still unknown here. */
  void fill(Exchange other) {
    if (other.inputUnixNano == NEVER) {
      input(other.input);
    } else {
      input(other.input, other.inputUnixNano);
    }
    output(other.output);
  }

  /** The last message of the input. */
  Message last() {
    return input.isEmpty() ? Message.of("", "") : input.getLast();
  }

  List<Message> output() {
    return output;
  }

  /** The first message of a user, else the empty string. */
  String request() {
    return input.stream()
        .filter(message -> message.role().equals("user") && !message.text().isBlank())
        .findFirst()
        .map(Message::text)
        .orElse("");
  }

  boolean hasContent() {
    return hasContent(input) || hasContent(output);
  }

  /** Whether it is known what came back; that may also be an empty text. */
  boolean hasOutput() {
    return hasContent(output) || (hasContent(input) && !output.isEmpty());
  }

  long characters() {
    return Stream.of(input, output).flatMap(List::stream).mapToLong(Message::characters).sum();
  }

  private List<Message> essence(List<Message> messages) {
    List<Message> kept = new ArrayList<>();
    messages.subList(0, messages.size() - 1).stream()
        .filter(message -> message.role().equals("user"))
        .findFirst()
        .map(this::bounded)
        .ifPresent(kept::add);
    kept.add(bounded(messages.getLast()));
    return List.copyOf(kept);
  }

  private Message bounded(Message message) {
    return message.cut(textCharsMax);
  }

  private static boolean isHidden(List<Message> messages) {
    return messages.stream().allMatch(message -> message.text().equals(HIDDEN));
  }

  private static boolean hasContent(List<Message> messages) {
    return messages.stream().anyMatch(Message::hasContent);
  }
}
