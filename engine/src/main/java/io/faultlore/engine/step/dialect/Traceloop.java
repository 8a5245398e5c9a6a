package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Handoff.Source;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * OpenLLMetry (Traceloop): {@code traceloop.*}, and {@code llm.request.type} of its older model
 * instrumentations. A task is a node of the program and no step.
 */
final class Traceloop implements Dialect {
  private static final String PROPERTIES = "traceloop.association.properties.";

  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    attributes.firstText(PROPERTIES + "lc_agent_name").ifPresent(facts::agent);
    attributes.firstText(PROPERTIES + "session_id").ifPresent(facts::session);
    attributes.firstText("gen_ai.conversation.id").ifPresent(facts::conversation);
    attributes
        .firstText(PROPERTIES + "conversation_id", PROPERTIES + "thread_id")
        .ifPresent(facts::session);
    tellRole(attributes, facts);
    tellCommand(attributes, facts);
    attributes
        .firstText("gen_ai.agent.handoff_parent")
        .ifPresent(
            parent ->
                facts.handoff(
                    parent, attributes.firstText("gen_ai.agent.name").orElse(""), Source.HANDOFF));
    facts.payload(
        first(attributes, "traceloop.entity.input", "gen_ai.task.input"),
        first(attributes, "traceloop.entity.output", "gen_ai.task.output"));
  }

  private static void tellRole(Attributes attributes, Facts facts) {
    String name = attributes.firstText("traceloop.entity.name").orElse("");
    String kind = attributes.text("traceloop.span.kind").orElse("").toLowerCase(Locale.ROOT);
    if (!kind.isEmpty()) {
      facts.operation(attributes.firstText("gen_ai.operation.name").orElse(kind));
    }
    switch (kind) {
      case "tool" -> {
        facts.step(Kind.TOOL);
        facts.tool(attributes.firstText("gen_ai.tool.name").orElse(name));
      }
      case "llm" -> facts.step(Kind.LLM);
      case "agent" -> {
        facts.role(Role.AGENT);
        facts.agent(attributes.firstText("gen_ai.agent.name").orElse(name));
      }
      case "task" -> facts.role(Role.CONTAINER);
      default -> {
        // A workflow may also be an agent's; the other dialects tell.
      }
    }
    switch (attributes.text("llm.request.type").orElse("")) {
      case "chat", "completion" -> {
        facts.operation(attributes.text("llm.request.type").orElse(""));
        facts.step(Kind.LLM);
      }
      case "rerank" -> facts.step(Kind.RETRIEVER);
      default -> {
        // embeddings are no steps
      }
    }
  }

  /** LangGraph's goto; the source node may be a mere "tools", the agent around it is meant. */
  private static void tellCommand(Attributes attributes, Facts facts) {
    attributes
        .firstText("langgraph.command.goto_node")
        .ifPresent(to -> facts.handoff("", to, Source.COMMAND));
    JsonNode several = Content.of(attributes, "langgraph.command.goto_nodes");
    StreamSupport.stream(several.spliterator(), false)
        .map(Content::text)
        .forEach(to -> facts.handoff("", to, Source.COMMAND));
  }

  private static JsonNode first(Attributes attributes, String key, String other) {
    JsonNode node = Content.of(attributes, key);
    return node.isMissingNode() ? Content.of(attributes, other) : node;
  }
}
