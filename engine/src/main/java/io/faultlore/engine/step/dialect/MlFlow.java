package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Messages;
import java.util.Locale;

/** MLflow: {@code mlflow.*}, every value JSON-encoded, so that strings carry their quotes. */
final class MlFlow implements Dialect {
  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    String type =
        Content.text(Content.of(attributes, "mlflow.spanType")).strip().toUpperCase(Locale.ROOT);
    if (type.isEmpty()) {
      return;
    }
    facts.operation(type);
    switch (type) {
      case "LLM", "CHAT_MODEL" -> facts.step(Kind.LLM);
      case "TOOL" -> {
        facts.step(Kind.TOOL);
        facts.tool(span.name());
      }
      case "RETRIEVER", "RERANKER" -> facts.step(Kind.RETRIEVER);
      case "GUARDRAIL" -> facts.step(Kind.GUARDRAIL);
      case "AGENT" -> {
        facts.role(Role.AGENT);
        facts.agent(span.name());
      }
      default -> facts.role(Role.CONTAINER);
    }
    facts.session(Content.text(Content.of(attributes, "mlflow.trace.session")));
    JsonNode usage = Content.of(attributes, "mlflow.chat.tokenUsage");
    facts.tokens(usage.path("input_tokens").asLong(-1), usage.path("output_tokens").asLong(-1));
    facts.input(Messages.of(Content.of(attributes, "mlflow.chat.messages"), "user"));
    facts.payload(
        Content.of(attributes, "mlflow.spanInputs"), Content.of(attributes, "mlflow.spanOutputs"));
  }
}
