package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import java.util.Locale;

/** LangSmith: {@code langsmith.span.kind}; content in {@code gen_ai.prompt} and completion. */
final class LangSmith implements Dialect {
  private static final String METADATA = "langsmith.metadata.";

  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    attributes.firstText(METADATA + "lc_agent_name").ifPresent(facts::agent);
    attributes
        .firstText(
            METADATA + "session_id",
            METADATA + "thread_id",
            METADATA + "conversation_id",
            "langsmith.trace.session_id")
        .ifPresent(facts::session);
    switch (attributes.text("langsmith.span.kind").orElse("").toLowerCase(Locale.ROOT)) {
      case "llm" -> facts.step(Kind.LLM);
      case "tool" -> {
        facts.step(Kind.TOOL);
        facts.tool(attributes.firstText("gen_ai.tool.name").orElse(span.name()));
      }
      case "retriever" -> facts.step(Kind.RETRIEVER);
      case "" -> {
        return;
      }
      default -> facts.role(Role.CONTAINER);
    }
    attributes.firstText("gen_ai.operation.name").ifPresent(facts::operation);
    facts.payload(
        Content.of(attributes, "gen_ai.prompt"), Content.of(attributes, "gen_ai.completion"));
  }
}
