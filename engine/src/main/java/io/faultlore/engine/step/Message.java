package io.faultlore.engine.step;

import io.faultlore.engine.step.Step.ToolCall;
import java.util.List;

/**
 * One message to or from a model, whatever its convention.
 *
 * @param role system, user, assistant or tool; the empty string when not told
 */
record Message(String role, String text, String reasoning, List<ToolCall> calls) {
  Message {
    calls = List.copyOf(calls);
  }

  static Message of(String role, String text) {
    return new Message(role, text, "", List.of());
  }

  /** Whether anything was captured; roles, tool names and call ids alone are structure. */
  boolean hasContent() {
    return !text.isBlank()
        || !reasoning.isBlank()
        || calls.stream().anyMatch(call -> !call.arguments().isBlank());
  }

  /** Text and tool calls as one text, a call in the form {@code name(arguments)}. */
  String spoken() {
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
