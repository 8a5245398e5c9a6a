package io.faultlore.engine.step;

import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.Step.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Puts a step together from what its span said: the output, and the last message of the input. */
final class Steps {
  private Steps() {}

  static Step of(Node node, Trace trace, String run) {
    return of(node, trace, run, node.said().kind());
  }

  static Step of(Node node, Trace trace, String run, Kind kind) {
    Facts facts = node.said();
    List<Message> spoken = facts.output();
    Message last = facts.input().isEmpty() ? Message.of("", "") : facts.input().getLast();
    boolean isCall = kind != Kind.LLM && kind != Kind.AGENT_TURN;
    return new Step(
        trace.id,
        node.spanId,
        node.parentId,
        run,
        node.app,
        trace.agentOf(node),
        kind,
        facts.operation,
        kind == Kind.LLM ? "" : facts.tool,
        facts.error,
        text(facts),
        joined(spoken.stream().map(Message::reasoning).toList()),
        last.role(),
        isCall && !facts.arguments.isBlank() ? facts.arguments : last.spoken(),
        facts.system,
        calls(spoken),
        node.startUnixNano,
        node.endUnixNano,
        facts.inputTokens,
        facts.outputTokens,
        facts.hasContent());
  }

  private static String text(Facts facts) {
    String result = facts.documents.isBlank() ? facts.result : facts.documents;
    List<String> parts = new ArrayList<>();
    parts.add(result);
    if (result.isBlank()) {
      facts.output().forEach(message -> parts.add(message.spoken()));
    }
    if (!result.contains(facts.statusText)) {
      parts.add(facts.statusText);
    }
    return joined(parts);
  }

  private static List<ToolCall> calls(List<Message> spoken) {
    return spoken.stream().flatMap(message -> message.calls().stream()).toList();
  }

  private static String joined(List<String> texts) {
    return String.join("\n", texts.stream().filter(text -> !text.isBlank()).toList());
  }
}
