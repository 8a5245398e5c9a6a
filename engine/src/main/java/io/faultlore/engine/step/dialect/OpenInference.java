package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Handoff.Source;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Message;
import io.faultlore.engine.step.message.Messages;
import io.faultlore.engine.step.message.ToolPayload;
import java.util.List;
import java.util.Locale;

/** OpenInference: {@code openinference.span.kind}. */
final class OpenInference implements Dialect {
  private static final String KIND = "openinference.span.kind";

  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    String kind = attributes.text(KIND).orElse("").strip().toUpperCase(Locale.ROOT);
    if (kind.isEmpty()) {
      return;
    }
    facts.operation(kind);
    tellRole(kind, span, facts);
    tellAgent(span, facts);
    attributes.firstText("session.id").ifPresent(facts::session);
    facts.tokens(
        attributes.integer("llm.token_count.prompt").orElse(-1),
        attributes.integer("llm.token_count.completion").orElse(-1));
    if (facts.isStep() && facts.kind() != Kind.LLM) {
      tellTool(span, facts);
    } else {
      tellMessages(span, facts);
    }
  }

  private static void tellRole(String kind, Span span, Facts facts) {
    switch (kind) {
      case "LLM" -> facts.step(Kind.LLM);
      case "TOOL" -> facts.step(Kind.TOOL);
      case "RETRIEVER", "RERANKER" -> facts.step(Kind.RETRIEVER);
      case "GUARDRAIL" -> facts.step(Kind.GUARDRAIL);
      case "AGENT" -> {
        // LangChain's instrumentation calls whatever has "agent" in its name an agent.
        if (span.attributes().firstText("tool.name").isPresent()) {
          facts.step(Kind.TOOL);
        } else {
          facts.role(Role.AGENT);
        }
      }
      default -> facts.role(Role.CONTAINER);
    }
  }

  private static void tellAgent(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    JsonNode metadata = Content.of(attributes, "metadata");
    attributes
        .firstText("agent.name")
        .ifPresentOrElse(
            facts::agent, () -> facts.agent(Content.text(metadata.path("lc_agent_name"))));
    facts.session(Content.text(metadata.path("session_id")));
    facts.conversation(Content.text(metadata.path("conversation_id")));
    if (facts.role() == Role.AGENT) {
      attributes.firstText("graph.node.name", "graph.node.id").ifPresent(facts::agent);
      String node = attributes.firstText("graph.node.id").orElse("");
      attributes
          .firstText("graph.node.parent_id")
          .filter(parent -> !parent.equals("start") && !parent.equals(node))
          .ifPresent(parent -> facts.handoff(parent, facts.agent(), Source.GRAPH_NODE));
    }
  }

  private static void tellTool(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    if (facts.kind() == Kind.TOOL) {
      facts.tool(attributes.firstText("tool.name").orElse(span.name()));
    }
    documents(attributes, facts);
    attributes.firstText("input.value").ifPresent(facts::arguments);
    attributes.firstText("output.value").ifPresent(value -> facts.result(ToolPayload.text(value)));
  }

  private static void documents(Attributes attributes, Facts facts) {
    for (String key : List.of("retrieval.documents", "reranker.output_documents")) {
      StringBuilder text = new StringBuilder();
      for (JsonNode wrapped : Content.expanded(Content.of(attributes, key))) {
        JsonNode document =
            wrapped.path("document").isObject() ? wrapped.path("document") : wrapped;
        text.append(text.isEmpty() ? "" : "\n").append(Content.text(document.path("content")));
      }
      facts.documents(text.toString());
    }
    attributes.firstText("reranker.query").ifPresent(facts::arguments);
  }

  private static List<Message> messages(Attributes attributes, String key, String role) {
    return Messages.of(Content.expanded(Content.of(attributes, key)), role);
  }

  private static void tellMessages(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    facts.input(messages(attributes, "llm.input_messages", "user"));
    facts.output(messages(attributes, "llm.output_messages", "assistant"));
    // Chains repeat whole states; only the outermost one tells what was asked.
    if (facts.role() != Role.CONTAINER || span.isRoot()) {
      facts.payload(Content.of(attributes, "input.value"), Content.of(attributes, "output.value"));
    }
  }
}
