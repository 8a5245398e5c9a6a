package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Handoff.Source;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Messages;

/**
 * OpenTelemetry GenAI conventions, old (to 1.36) and new form: {@code gen_ai.*}. Content comes as
 * attributes here; as events see {@link GenAiEvents}.
 */
final class OtelGenAi implements Dialect {
  /** Writes a constant default as agent name on everything but agent spans. */
  private static final String OPENAI_AGENTS_SCOPE = "opentelemetry.instrumentation.openai_agents";

  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    String operation = attributes.text("gen_ai.operation.name").orElse("");
    facts.operation(operation);
    if (!operation.isEmpty() || attributes.has("gen_ai.system")) {
      tellRole(operation, attributes, span.kind(), facts);
    }
    tellAgent(span, facts);
    attributes.firstText("gen_ai.tool.name").ifPresent(facts::tool);
    facts.arguments(Content.textOf(attributes, "gen_ai.tool.call.arguments"));
    facts.result(Content.textOf(attributes, "gen_ai.tool.call.result"));
    attributes.firstText("gen_ai.retrieval.query.text").ifPresent(facts::arguments);
    facts.documents(Content.text(Content.of(attributes, "gen_ai.retrieval.documents")));
    tellHandoff(operation, span, facts);
    readContent(attributes, facts);
  }

  /** Messages, instructions, tokens and run keys: attributes of a span or of a details event. */
  static void readContent(Attributes attributes, Facts facts) {
    facts.input(Messages.of(Content.of(attributes, "gen_ai.input.messages"), "user"));
    facts.output(Messages.of(Content.of(attributes, "gen_ai.output.messages"), "assistant"));
    facts.input(Messages.of(Content.of(attributes, "gen_ai.prompt"), "user"));
    facts.output(Messages.of(Content.of(attributes, "gen_ai.completion"), "assistant"));
    JsonNode instructions = Content.of(attributes, "gen_ai.system_instructions");
    Messages.of(instructions, "system").forEach(message -> facts.system(message.text()));
    attributes.firstText("gen_ai.conversation.id").ifPresent(facts::conversation);
    attributes.firstText("session.id").ifPresent(facts::session);
    facts.tokens(
        attributes
            .integer("gen_ai.usage.input_tokens")
            .orElse(attributes.integer("gen_ai.usage.prompt_tokens").orElse(-1)),
        attributes
            .integer("gen_ai.usage.output_tokens")
            .orElse(attributes.integer("gen_ai.usage.completion_tokens").orElse(-1)));
  }

  private static void tellRole(
      String operation, Attributes attributes, Span.Kind kind, Facts facts) {
    switch (operation) {
      case "chat", "generate_content", "text_completion", "plan" -> facts.step(Kind.LLM);
      case "execute_tool" -> facts.step(Kind.TOOL);
      case "retrieval" -> facts.step(Kind.RETRIEVER);
      case "invoke_agent" -> facts.role(Role.AGENT);
      case "create_agent", "invoke_workflow", "embeddings" -> facts.role(Role.CONTAINER);
      case "" -> {
        // Before 1.31 the operation was optional.
        if (attributes.has("gen_ai.tool.name")) {
          facts.step(Kind.TOOL);
        } else if (attributes.has("gen_ai.request.model") && kind == Span.Kind.CLIENT) {
          facts.step(Kind.LLM);
        }
      }
      default -> {
        // The convention allows words of one's own: what the span carries tells.
        if (operation.contains("guardrail")) {
          facts.step(Kind.GUARDRAIL);
        }
      }
    }
  }

  private static void tellAgent(Span span, Facts facts) {
    String name = span.attributes().firstText("gen_ai.agent.name").orElse("");
    if (facts.role() == Role.AGENT || !span.scope().name().equals(OPENAI_AGENTS_SCOPE)) {
      facts.agent(name);
    } else {
      facts.agentDefault(name);
    }
  }

  private static void tellHandoff(String operation, Span span, Facts facts) {
    Attributes attributes = span.attributes();
    attributes
        .firstText("gen_ai.transfer.target.name")
        .ifPresent(to -> facts.handoff("", to, Source.TRANSFER));
    String from = attributes.firstText("gen_ai.handoff.from_agent").orElse("");
    String to = attributes.firstText("gen_ai.handoff.to_agent").orElse("");
    if (!from.isEmpty() || !to.isEmpty()) {
      facts.handoff(from, to, Source.HANDOFF);
    }
    if (operation.equals("invoke_agent")) {
      attributes
          .firstText("gen_ai.caller.name")
          .ifPresent(caller -> facts.handoff(caller, facts.agent(), Source.CALLER));
    }
  }
}
