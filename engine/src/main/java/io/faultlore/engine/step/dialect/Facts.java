package io.faultlore.engine.step.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.message.Message;
import io.faultlore.engine.step.message.Messages;
import io.faultlore.engine.step.message.Texts;
import io.faultlore.engine.step.message.ToolPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one span tells about an agent's work, put together from its attributes, events and log
 * events over all dialects that it speaks (fields are merged, the dialects' order decides
 * conflicts, so the first who tells something is believed).
 */
public final class Facts {
  /** What a span is in its run. */
  enum Role {
    STEP,
    /** Surrounds the steps of one agent. */
    AGENT,
    /** Belongs to the agents' telemetry, but is neither. */
    CONTAINER
  }

  /** A hand-off as a span states it; an empty end is found out when the run ends. */
  public record Stated(String from, String to, Handoff.Source source) {}

  private final StepConfig config;
  private @Nullable Role role;
  private Kind kind = Kind.LLM;
  private String operation = "";
  private String agent = "";
  private String agentDefault = "";
  private String tool = "";
  private String arguments = "";
  private String result = "";
  private String documents = "";
  private String system = "";
  private String statusText = "";
  private String conversation = "";
  private String session = "";
  private String callId = "";
  private boolean guess;
  private boolean failed;
  private long inputTokens = -1;
  private long outputTokens = -1;
  private final Exchange exchange;
  private final List<Stated> handoffs = new ArrayList<>();

  Facts(StepConfig config) {
    this.config = config;
    this.exchange = new Exchange(config.textCharsMax());
  }

  Role role() {
    return role == null ? Role.CONTAINER : role;
  }

  public boolean isStep() {
    return role == Role.STEP;
  }

  public boolean isAgent() {
    return role == Role.AGENT;
  }

  public Kind kind() {
    return kind;
  }

  /** The agent's name, or the empty string. */
  public String agent() {
    return agent;
  }

  /** A name that counts only when nothing above the span has one. */
  public String agentDefault() {
    return agentDefault;
  }

  /** Whether an agent is at work here, and not only set up. */
  public boolean tellsAgent() {
    return !operation.equals("create_agent") && (isAgent() || !agent.isBlank());
  }

  /**
   * Whether another span may record the same call: of the same kind and the same tool, or of the
   * same call id, as when a general tool passes the call on to the one that is meant.
   */
  public boolean isLike(Facts other) {
    return kind == other.kind
        && (tool.isBlank()
            || other.tool.isBlank()
            || tool.equalsIgnoreCase(other.tool)
            || (!callId.isBlank() && callId.equals(other.callId)));
  }

  /**
   * Whether it is a step only by what it carries: a span around a whole run may carry the same, so
   * it is none when a step of its kind lies anywhere below.
   */
  public boolean isGuess() {
    return guess;
  }

  /** The key of the run that the span tells, conversation before session, or the empty string. */
  public String runKey() {
    return conversation.isBlank() ? session : conversation;
  }

  public boolean tellsConversation() {
    return !conversation.isBlank();
  }

  public List<Stated> handoffs() {
    return handoffs;
  }

  /** The step that the span tells: the output, and the last message of the input. */
  public Step step(Step.Origin origin, Kind of) {
    Message last = exchange.last();
    boolean isCall = of != Kind.LLM && of != Kind.AGENT_TURN;
    return new Step(
        origin,
        new Step.Action(of, operation, of == Kind.LLM ? "" : tool, failed),
        new Step.Input(
            last.role(),
            isCall && !arguments.isBlank() ? arguments : last.spoken(),
            system,
            request()),
        new Step.Output(
            text(),
            joined(exchange.output().stream().map(Message::reasoning)),
            exchange.output().stream().flatMap(message -> message.calls().stream()).toList()),
        new Step.Tokens(inputTokens, outputTokens),
        hasContent());
  }

  private String text() {
    String found = documents.isBlank() ? result : documents;
    Stream<String> said =
        found.isBlank() ? exchange.output().stream().map(Message::spoken) : Stream.of(found);
    return joined(Stream.concat(said, Stream.of(found.contains(statusText) ? "" : statusText)));
  }

  private static String joined(Stream<String> texts) {
    return texts.filter(text -> !text.isBlank()).collect(Collectors.joining("\n"));
  }

  void step(Kind stepKind) {
    if (role == null) {
      role = Role.STEP;
      kind = stepKind;
    }
  }

  /** A step by what the span carries, when no convention told what it is. */
  void guess(Kind stepKind) {
    guess = role == null;
    step(stepKind);
  }

  void role(Role told) {
    if (role == null) {
      role = told;
    }
  }

  void operation(String word) {
    operation = first(operation, word);
  }

  void agent(String name) {
    agent = first(agent, name);
  }

  void agentDefault(String name) {
    agentDefault = first(agentDefault, name);
  }

  void tool(String name) {
    tool = first(tool, name);
  }

  void callId(String id) {
    callId = first(callId, id);
  }

  void arguments(String json) {
    arguments = first(arguments, cut(json));
  }

  void result(String text) {
    result = first(result, cut(text));
  }

  /** What a retrieval found; better than its result, which may only name the documents. */
  void documents(String text) {
    documents = first(documents, cut(text));
  }

  void system(String prompt) {
    system = first(system, Texts.cut(prompt, config.systemCharsMax()));
  }

  void conversation(String id) {
    conversation = first(conversation, id);
  }

  void session(String id) {
    session = first(session, id);
  }

  void failed(String message) {
    failed = true;
    statusText = first(statusText, cut(message));
  }

  void tokens(long in, long out) {
    inputTokens = inputTokens < 0 ? in : inputTokens;
    outputTokens = outputTokens < 0 ? out : outputTokens;
  }

  void handoff(String from, String to, Handoff.Source source) {
    handoffs.add(new Stated(from, to, source));
  }

  /** Messages to the model. */
  void input(List<Message> messages) {
    exchange.input(withoutSystem(messages));
  }

  /** Messages that came as events; those of one call may come in several parts. */
  void input(List<Message> messages, long lastUnixNano) {
    exchange.input(withoutSystem(messages), lastUnixNano);
  }

  void output(List<Message> messages) {
    exchange.output(messages);
  }

  /** What is left when the system prompt was taken out. */
  private List<Message> withoutSystem(List<Message> messages) {
    List<Message> said = new ArrayList<>();
    for (Message message : messages) {
      if (message.role().equals("system")) {
        system(message.text());
      } else {
        said.add(message);
      }
    }
    return said;
  }

  /**
   * The whole input and output of a span: arguments and result of a call, else messages. A mere
   * container's are not kept: they repeat those of its steps.
   */
  void payload(JsonNode in, JsonNode out) {
    switch (role()) {
      case CONTAINER -> request(in);
      case STEP -> {
        if (kind == Kind.LLM) {
          input(Messages.of(in, "user"));
          output(Messages.of(out, "assistant"));
        } else {
          arguments(ToolPayload.text(in));
          result(ToolPayload.text(out));
        }
      }
      case AGENT -> {
        request(in);
        output(Messages.of(out, "assistant"));
      }
    }
  }

  /** What an agent or a workflow was asked: messages, or the argument of a function. */
  private void request(JsonNode in) {
    for (String field : List.of("task", "question", "query", "prompt")) {
      if (in.path(field).isTextual()) {
        input(List.of(Message.of("user", in.path(field).textValue())));
      }
    }
    boolean function = in.has("args") && in.has("kwargs");
    input(function ? List.of(Message.of("user", ToolPayload.text(in))) : Messages.of(in, "user"));
  }

  /** Takes over what is still unknown here, and an error, from another account of the call. */
  public void fill(Facts other) {
    operation(other.operation);
    agent(other.agent);
    agentDefault(other.agentDefault);
    tool(other.tool);
    callId(other.callId);
    arguments(other.arguments);
    result(other.result);
    documents(other.documents);
    system(other.system);
    conversation(other.conversation);
    session(other.session);
    tokens(other.inputTokens, other.outputTokens);
    exchange.fill(other.exchange);
    handoffs.addAll(other.handoffs);
    if (other.failed) {
      failed(other.statusText);
    }
  }

  /** The error that a tool's result tells in the words of a protocol. */
  Optional<String> resultError() {
    return isStep() && kind == Kind.TOOL ? ResultErrors.of(result) : Optional.empty();
  }

  public boolean hasContent() {
    return exchange.hasContent() || !arguments.isBlank() || !result.isBlank();
  }

  /** Whether what the span produced is known; a model's output may also be an empty text. */
  public boolean hasOutput() {
    return exchange.hasOutput()
        || !result.isBlank()
        || !documents.isBlank()
        || (failed && hasContent());
  }

  /** The first message of a user, else the empty string. */
  public String request() {
    return exchange.request();
  }

  /** Characters held by the texts. */
  public long characters() {
    long sum = (long) arguments.length() + result.length() + documents.length();
    sum += (long) system.length() + statusText.length();
    return sum + exchange.characters();
  }

  private String cut(String text) {
    return Texts.cut(text, config.textCharsMax());
  }

  private static String first(String known, String told) {
    return known.isBlank() && !told.equals(Exchange.HIDDEN) ? told : known;
  }
}
