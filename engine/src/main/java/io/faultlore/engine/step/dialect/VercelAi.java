package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Message;
import io.faultlore.engine.step.message.Messages;
import io.faultlore.engine.step.message.ToolPayload;
import java.util.ArrayList;
import java.util.List;

/** Vercel AI SDK to version 6: {@code ai.operationId}; the function id is the agent's name. */
final class VercelAi implements Dialect {
  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    String operation = attributes.text("ai.operationId").orElse("");
    if (operation.isEmpty()) {
      return;
    }
    facts.operation(operation);
    String agent = attributes.firstText("ai.telemetry.functionId").orElse("");
    facts.agent(agent);
    if (operation.endsWith(".doGenerate") || operation.endsWith(".doStream")) {
      facts.step(Kind.LLM);
    } else if (operation.equals("ai.toolCall")) {
      facts.step(Kind.TOOL);
      attributes.firstText("ai.toolCall.name").ifPresent(facts::tool);
      facts.arguments(Content.textOf(attributes, "ai.toolCall.args"));
      facts.arguments(Content.textOf(attributes, "ai.toolCall.input"));
      facts.result(ToolPayload.text(Content.textOf(attributes, "ai.toolCall.result")));
      facts.result(ToolPayload.text(Content.textOf(attributes, "ai.toolCall.output")));
    } else {
      boolean generates = operation.contains("generate") || operation.contains("stream");
      facts.role(generates && !agent.isEmpty() ? Role.AGENT : Role.CONTAINER);
    }
    facts.tokens(tokens(attributes, "input", "prompt"), tokens(attributes, "output", "completion"));
    tellMessages(attributes, facts);
  }

  private static void tellMessages(Attributes attributes, Facts facts) {
    facts.input(Messages.of(Content.of(attributes, "ai.prompt.messages"), "user"));
    JsonNode prompt = Content.of(attributes, "ai.prompt");
    facts.system(Content.text(prompt.path("system")));
    facts.input(
        Messages.of(
            prompt.has("prompt") ? prompt.path("prompt") : prompt.path("messages"), "user"));
    List<Message> answer = new ArrayList<>();
    for (String key : List.of("ai.response.text", "ai.response.object")) {
      attributes.firstText(key).map(text -> Message.of("assistant", text)).ifPresent(answer::add);
    }
    attributes
        .firstText("ai.response.reasoning")
        .map(text -> new Message("assistant", "", text, List.of()))
        .ifPresent(answer::add);
    JsonNode calls = Content.of(attributes, "ai.response.toolCalls");
    if (calls.isArray()) {
      answer.add(Messages.calls(calls));
    }
    facts.output(answer);
  }

  private static long tokens(Attributes attributes, String name, String old) {
    return attributes
        .integer("ai.usage." + name + "Tokens")
        .orElse(attributes.integer("ai.usage." + old + "Tokens").orElse(-1));
  }
}
