package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.world.agent.Agent.Message;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** OpenTelemetry GenAI in its newest form, content in attributes. */
final class GenAiForm implements SpanForm {
  private final Team team;
  private final String conversation;

  /** A thread grows by one message a call and is written whole each time. */
  private final IdentityHashMap<Message, String> written = new IdentityHashMap<>();

  private final IdentityHashMap<Agent, String> systems = new IdentityHashMap<>();

  GenAiForm(Team team, String conversation) {
    this.team = team;
    this.conversation = conversation;
  }

  @Override
  public Sketch workflow(String question, String answer) {
    Attributes.Builder attributes =
        operation("invoke_workflow").put("gen_ai.workflow.name", team.app());
    messages(attributes, question, answer);
    return new Sketch("invoke_workflow " + team.app(), Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch created(String agent) {
    Attributes.Builder attributes =
        operation("create_agent")
            .put("gen_ai.provider.name", "openai")
            .put("gen_ai.request.model", team.model())
            .put("gen_ai.agent.name", agent);
    return new Sketch("create_agent " + agent, Span.Kind.CLIENT, attributes.build());
  }

  @Override
  public Sketch turn(Happening.TurnStarted turn, String answer) {
    Attributes.Builder attributes =
        operation("invoke_agent").put("gen_ai.agent.name", turn.agent().name);
    messages(attributes, turn.message(), answer);
    return new Sketch("invoke_agent " + turn.agent().name, Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch said(Happening.Said said) {
    String input = array(said.input());
    Message output = new Message("assistant", said.text(), said.call(), said.callId());
    String finish = said.call().isPresent() ? "tool_calls" : "stop";
    Attributes.Builder attributes =
        operation("chat")
            .put("gen_ai.provider.name", "openai")
            .put("gen_ai.request.model", team.model())
            .put("gen_ai.response.model", team.model())
            .put("gen_ai.response.finish_reasons", new Value.Array(List.of(Value.of(finish))));
    name(said.agent(), attributes);
    attributes
        .put("gen_ai.system_instructions", systems.computeIfAbsent(said.agent(), GenAiForm::system))
        .put("gen_ai.input.messages", input)
        .put("gen_ai.output.messages", array(List.of(output)))
        .put("gen_ai.usage.input_tokens", SpanForm.tokens(input + said.agent().system))
        .put("gen_ai.usage.output_tokens", SpanForm.written(said));
    return new Sketch("chat " + team.model(), Span.Kind.CLIENT, attributes.build());
  }

  @Override
  public Sketch used(Happening.Used used) {
    String tool = team.shown(used.call().tool());
    Attributes.Builder attributes = tool(tool, used.callId(), used.agent());
    attributes
        .put("gen_ai.tool.call.arguments", Values.json(used.call().arguments()))
        .put("gen_ai.tool.call.result", used.observation().text());
    return new Sketch("execute_tool " + tool, Span.Kind.INTERNAL, attributes.build());
  }

  @Override
  public Sketch handedOver(Happening.HandedOver handedOver) {
    String tool = HandOvers.tool(handedOver.to());
    boolean returns = team.topology() == Team.Topology.SUPERVISOR;
    Attributes.Builder attributes = tool(tool, handedOver.callId(), handedOver.from());
    attributes
        .put("gen_ai.transfer.mode", returns ? "return_to_caller" : "pass_control")
        .put("gen_ai.transfer.target.name", handedOver.to().name)
        .put("gen_ai.tool.call.arguments", Values.json(Values.of("message", handedOver.brief())))
        .put("gen_ai.tool.call.result", "ok");
    return new Sketch("execute_tool " + tool, Span.Kind.INTERNAL, attributes.build());
  }

  private Attributes.Builder operation(String operation) {
    return Attributes.builder()
        .put("gen_ai.operation.name", operation)
        .put("gen_ai.conversation.id", conversation);
  }

  private Attributes.Builder tool(String tool, String callId, Agent agent) {
    Attributes.Builder attributes =
        operation("execute_tool")
            .put("gen_ai.tool.name", tool)
            .put("gen_ai.tool.call.id", callId)
            .put("gen_ai.tool.type", "function");
    name(agent, attributes);
    return attributes;
  }

  private void name(Agent agent, Attributes.Builder attributes) {
    if (team.namesOnSteps()) {
      attributes.put("gen_ai.agent.name", agent.name);
    }
  }

  private void messages(Attributes.Builder attributes, String in, String out) {
    attributes.put("gen_ai.input.messages", array(List.of(Message.user(in))));
    if (!out.isEmpty()) {
      Message answer = new Message("assistant", out, Optional.empty(), "");
      attributes.put("gen_ai.output.messages", array(List.of(answer)));
    }
  }

  private Value message(Message message) {
    List<Value> parts = new ArrayList<>();
    if (message.role().equals("tool")) {
      parts.add(
          object("type", "tool_call_response", "id", message.callId(), "response", message.text()));
    } else if (!message.text().isEmpty()) {
      parts.add(object("type", "text", "content", message.text()));
    }
    message
        .call()
        .ifPresent(
            call -> {
              Attributes.Builder part =
                  Attributes.builder()
                      .put("type", "tool_call")
                      .put("id", message.callId())
                      .put("name", team.shown(call.tool()))
                      .put("arguments", new Value.Map(Values.attributes(call.arguments())));
              parts.add(new Value.Map(part.build()));
            });
    return new Value.Map(
        Attributes.builder()
            .put("role", message.role())
            .put("parts", new Value.Array(parts))
            .build());
  }

  private static Value object(String... pairs) {
    return new Value.Map(Attributes.of(pairs));
  }

  private static String system(Agent agent) {
    return new Value.Array(List.of(object("type", "text", "content", agent.system))).asText();
  }

  private String array(List<Message> messages) {
    StringBuilder out = new StringBuilder("[");
    for (Message message : messages) {
      out.append(out.length() == 1 ? "" : ",");
      out.append(written.computeIfAbsent(message, one -> message(one).asText()));
    }
    return out.append(']').toString();
  }
}
