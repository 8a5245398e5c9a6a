package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts.Role;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Messages;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google ADK: what its own attributes {@code gcp.vertex.agent.*} add to {@code gen_ai.*}. Its 1.x
 * names agents in span names only. The value "{}" means that a field does not apply.
 */
final class GoogleAdk implements Dialect {
  static final String SCOPE = "gcp.vertex.agent";
  private static final String PREFIX = SCOPE + ".";
  private static final Pattern AGENT_RUN = Pattern.compile("agent_run \\[(.+)]");

  @Override
  public void read(Span span, Facts facts) {
    Attributes attributes = span.attributes();
    Matcher run = AGENT_RUN.matcher(span.name());
    if (span.scope().name().equals(SCOPE) && run.matches()) {
      facts.operation("agent_run");
      facts.role(Role.AGENT);
      facts.agent(run.group(1));
    }
    attributes.firstText(PREFIX + "session_id").ifPresent(facts::session);
    if (attributes.text("gen_ai.tool.name").orElse("").equals("(merged tools)")) {
      facts.role(Role.CONTAINER);
      return;
    }
    content(attributes, "tool_call_args").map(Content::text).ifPresent(facts::arguments);
    content(attributes, "tool_response")
        .ifPresent(
            node ->
                facts.result(
                    node.isObject() && node.size() == 1 && node.has("result")
                        ? Content.text(node.path("result"))
                        : Content.text(node)));
    content(attributes, "llm_request").ifPresent(request -> tellRequest(request, span, facts));
    content(attributes, "llm_response")
        .ifPresent(response -> facts.output(Messages.of(response, "assistant")));
  }

  private static void tellRequest(JsonNode request, Span span, Facts facts) {
    if (!span.attributes().has("gen_ai.operation.name")) {
      facts.operation("call_llm");
      facts.step(Kind.LLM);
    }
    facts.system(Content.text(request.path("config").path("system_instruction")));
    facts.input(Messages.of(request.path("contents"), "user"));
  }

  private static Optional<JsonNode> content(Attributes attributes, String name) {
    JsonNode node = Content.of(attributes, PREFIX + name);
    boolean applies = !node.isMissingNode() && !(node.isObject() && node.isEmpty());
    return applies ? Optional.of(node) : Optional.empty();
  }
}
