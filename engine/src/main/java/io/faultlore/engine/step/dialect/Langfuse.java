package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import java.util.Locale;

/** Langfuse: {@code langfuse.observation.*}; names of agents and tools are span names. */
final class Langfuse implements Dialect {
  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    String type = attributes.text("langfuse.observation.type").orElse("").toLowerCase(Locale.ROOT);
    attributes.firstText("langfuse.session.id").ifPresent(facts::session);
    if (type.isEmpty()) {
      return;
    }
    facts.operation(type);
    tellRole(type, span, facts);
    attributes.firstText("session.id").ifPresent(facts::session);
    if (attributes.text("langfuse.observation.level").orElse("").equals("ERROR")) {
      facts.failed(attributes.firstText("langfuse.observation.status_message").orElse(""));
    }
    JsonNode usage = Content.of(attributes, "langfuse.observation.usage_details");
    facts.tokens(
        usage.path("input").asLong(usage.path("prompt_tokens").asLong(-1)),
        usage.path("output").asLong(usage.path("completion_tokens").asLong(-1)));
    facts.payload(
        Content.of(attributes, "langfuse.observation.input"),
        Content.of(attributes, "langfuse.observation.output"));
  }

  private static void tellRole(String type, Span span, Facts facts) {
    switch (type) {
      case "generation" -> facts.step(Kind.LLM);
      case "tool" -> {
        facts.step(Kind.TOOL);
        facts.tool(span.name());
      }
      case "retriever" -> facts.step(Kind.RETRIEVER);
      case "guardrail" -> facts.step(Kind.GUARDRAIL);
      case "agent" -> {
        facts.role(Role.AGENT);
        facts.agent(span.name());
      }
      default -> facts.role(Role.CONTAINER);
    }
  }
}
