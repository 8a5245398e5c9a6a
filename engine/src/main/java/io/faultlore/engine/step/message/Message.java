package io.faultlore.engine.step.message;

import io.faultlore.engine.step.Step.ToolCall;
import java.util.List;

/**
 * One message to or from a model, whatever its convention.
 *
 * @param role system, user, assistant or tool; the empty string when not told
 */
public record Message(String role, String text, String reasoning, List<ToolCall> calls) {
  public Message {
    calls = List.copyOf(calls);
  }

  public static Message of(String role, String text) {
    return new Message(role, text, "", List.of());
  }

  /** With every text cut to a length. */
  public Message cut(int max) {
    return new Message(
        role,
        Texts.cut(text, max),
        Texts.cut(reasoning, max),
        calls.stream()
            .map(c -> new ToolCall(c.id(), c.name(), Texts.cut(c.arguments(), max)))
            .toList());
  }

  /** Characters held by the texts. */
  public long characters() {
    return text.length()
        + reasoning.length()
        + calls.stream().mapToLong(call -> call.arguments().length()).sum();
  }

  /** Whether anything was captured; roles, tool names and call ids alone are structure. */
  public boolean hasContent() {
    return !text.isBlank()
        || !reasoning.isBlank()
        || calls.stream().anyMatch(call -> !call.arguments().isBlank());
  }

  /** Text and tool calls as one text, a call in the form {@code name(arguments)}. */
  public String spoken() {
    StringBuilder out = new StringBuilder(text);
    for (ToolCall call : calls) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      out.append(call.name()).append('(').append(call.arguments()).append(')');
    }
    return out.toString();
  }
}
