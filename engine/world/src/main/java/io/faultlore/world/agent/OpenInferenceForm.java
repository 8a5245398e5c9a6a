package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.agent.Agent.Message;
import java.util.Optional;

/** OpenInference with flattened messages. */
final class OpenInferenceForm implements SpanForm {
  private static final String JSON = "application/json";

  private final Team team;
  private final String session;

  OpenInferenceForm(Team team, String session) {
    this.team = team;
    this.session = session;
  }

  @Override
  public Sketch workflow(String question, String answer) {
    Attributes.Builder attributes = kind("CHAIN").put("input.value", question);
    if (!answer.isEmpty()) {
      attributes.put("output.value", answer);
    }
    return new Sketch(team.app(), Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch created(String agent) {
    return new Sketch("create " + agent, Span.Kind.INTERNAL, kind("CHAIN").build());
  }

  @Override
  public Sketch turn(Happening.TurnStarted turn, String answer) {
    Attributes.Builder attributes =
        kind("AGENT").put("agent.name", turn.agent().name).put("graph.node.id", turn.agent().name);
    if (!turn.from().isEmpty()) {
      attributes.put("graph.node.parent_id", turn.from());
    }
    attributes.put("input.value", turn.message());
    if (!answer.isEmpty()) {
      attributes.put("output.value", answer);
    }
    return new Sketch(turn.agent().name, Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch said(Happening.Said said) {
    Attributes.Builder attributes = kind("LLM").put("llm.model_name", team.model());
    name(said.agent(), attributes);
    String input = "llm.input_messages.";
    attributes
        .put(input + "0.message.role", "system")
        .put(input + "0.message.content", said.agent().system);
    long characters = 0;
    for (int i = 0; i < said.input().size(); i++) {
      Message message = said.input().get(i);
      write(input + (i + 1) + ".message.", message, attributes);
      characters += message.text().length();
    }
    Message output = new Message("assistant", said.text(), said.call(), said.callId());
    write("llm.output_messages.0.message.", output, attributes);
    long prompt = characters / 4 + SpanForm.tokens(said.agent().system);
    long completion = SpanForm.written(said);
    attributes
        .put("input.value", said.input().getLast().text())
        .put("output.value", said.text())
        .put("llm.token_count.prompt", prompt)
        .put("llm.token_count.completion", completion)
        .put("llm.token_count.total", prompt + completion);
    return new Sketch("response", Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch used(Happening.Used used) {
    String tool = team.shown(used.call().tool());
    Attributes.Builder attributes =
        kind("TOOL")
            .put("tool.name", tool)
            .put("tool_call.id", used.callId())
            .put("input.value", Values.json(used.call().arguments()))
            .put("input.mime_type", JSON)
            .put("output.value", used.observation().text());
    name(used.agent(), attributes);
    return new Sketch(tool, Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch handedOver(Happening.HandedOver handedOver) {
    Attributes.Builder attributes =
        kind("TOOL")
            .put("input.value", handedOver.from().name)
            .put("output.value", handedOver.to().name);
    name(handedOver.from(), attributes);
    return new Sketch("handoff to " + handedOver.to().name, Span.Kind.INTERNAL, attributes.build());
  }

  private Attributes.Builder kind(String kind) {
    return Attributes.builder().put("openinference.span.kind", kind).put("session.id", session);
  }

  private void name(Agent agent, Attributes.Builder attributes) {
    if (team.namesOnSteps()) {
      attributes.put("agent.name", agent.name);
    }
  }

  private void write(String prefix, Message message, Attributes.Builder attributes) {
    attributes.put(prefix + "role", message.role());
    if (!message.text().isEmpty()) {
      attributes.put(prefix + "content", message.text());
    }
    Optional<Call> call = message.call();
    if (call.isPresent()) {
      String first = prefix + "tool_calls.0.tool_call.";
      attributes
          .put(first + "id", message.callId())
          .put(first + "function.name", team.shown(call.get().tool()))
          .put(first + "function.arguments", Values.json(call.get().arguments()));
    } else if (message.role().equals("tool")) {
      attributes.put(prefix + "tool_call_id", message.callId());
    }
  }
}
