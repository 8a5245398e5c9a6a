package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.message.Content;
import io.faultlore.engine.step.message.Message;
import io.faultlore.engine.step.message.Messages;
import java.util.List;

/** What Pydantic AI wrote in its own attributes before it took over {@code gen_ai.*.messages}. */
final class PydanticAi implements Dialect {
  @Override
  public void read(Span span, Facts facts) {
    if (!span.scope().name().startsWith("pydantic")) {
      return;
    }
    Attributes attributes = span.attributes();
    attributes.firstText("agent_name").ifPresent(facts::agent);
    attributes.firstText("tool_arguments").ifPresent(facts::arguments);
    attributes.firstText("tool_response").ifPresent(facts::result);
    for (String key : List.of("pydantic_ai.all_messages", "all_messages_events")) {
      facts.input(Messages.of(Content.of(attributes, key), "user"));
    }
    attributes
        .firstText("final_result")
        .ifPresent(text -> facts.output(List.of(Message.of("assistant", text))));
  }
}
