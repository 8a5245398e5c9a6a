package io.faultlore.engine.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.step.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one span tells about an agent's work, put together from its attributes, events and log
 * events over all dialects that it speaks (fields are merged, the dialects' order decides
 * conflicts, so the first who tells something is believed).
 */
final class Facts {
  /** What OpenInference writes in place of content that its settings hide. */
  private static final String HIDDEN = "__REDACTED__";

  private static final long NEVER = Long.MIN_VALUE;

  /** What a span is in its run. */
  enum Role {
    STEP,
    /** Surrounds the steps of one agent. */
    AGENT,
    /** Belongs to the agents' telemetry, but is neither. */
    CONTAINER
  }

  /** A hand-off as a span states it; an empty end is found out when the run ends. */
  record Stated(String from, String to, String source, Handoff.Trust trust) {}

  private final Texts texts;
  private @Nullable Role role;
  private Kind kind = Kind.LLM;
  String operation = "";
  String agent = "";
  String agentDefault = "";
  String tool = "";
  String arguments = "";
  String result = "";
  String documents = "";
  String system = "";
  String statusText = "";
  String conversation = "";
  String session = "";
  boolean error;
  long inputTokens = -1;
  long outputTokens = -1;
  private List<Message> input = List.of();
  private long inputUnixNano = NEVER;
  private List<Message> output = List.of();
  private final List<Stated> handoffs = new ArrayList<>();

  Facts(Texts texts) {
    this.texts = texts;
  }

  Role role() {
    return role == null ? Role.CONTAINER : role;
  }

  boolean isStep() {
    return role == Role.STEP;
  }

  Kind kind() {
    return kind;
  }

  List<Message> input() {
    return input;
  }

  List<Message> output() {
    return output;
  }

  List<Stated> handoffs() {
    return handoffs;
  }

  void step(Kind stepKind) {
    if (role == null) {
      role = Role.STEP;
      kind = stepKind;
    }
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

  /** A name that counts only when nothing above the span has one. */
  void agentDefault(String name) {
    agentDefault = first(agentDefault, name);
  }

  void tool(String name) {
    tool = first(tool, name);
  }

  void arguments(String json) {
    arguments = first(arguments, texts.text(json));
  }

  void result(String text) {
    result = first(result, texts.text(text));
  }

  /** What a retrieval found; better than its result, which may only name the documents. */
  void documents(String text) {
    documents = first(documents, texts.text(text));
  }

  void system(String prompt) {
    system = first(system, texts.system(prompt));
  }

  void conversation(String id) {
    conversation = first(conversation, id);
  }

  void session(String id) {
    session = first(session, id);
  }

  void failed(String message) {
    error = true;
    statusText = first(statusText, texts.text(message));
  }

  void tokens(long in, long out) {
    inputTokens = inputTokens < 0 ? in : inputTokens;
    outputTokens = outputTokens < 0 ? out : outputTokens;
  }

  void handoff(String from, String to, String source, Handoff.Trust trust) {
    handoffs.add(new Stated(from, to, source, trust));
  }

  /** Messages to the model; of those only the first request and the last message are kept. */
  void input(List<Message> messages) {
    messages.stream()
        .filter(message -> message.role().equals("system"))
        .forEach(message -> system(message.text()));
    List<Message> said =
        messages.stream().filter(message -> !message.role().equals("system")).toList();
    if (!hasContent(input) && !said.isEmpty() && !isHidden(said)) {
      input = essence(said);
    }
  }

  /** Messages that came as events; those of one call may come in several parts. */
  void input(List<Message> messages, long lastUnixNano) {
    if (inputUnixNano == NEVER || messages.isEmpty()) {
      input(messages);
      inputUnixNano = messages.isEmpty() ? inputUnixNano : lastUnixNano;
      return;
    }
    List<Message> all = new ArrayList<>(input);
    all.addAll(lastUnixNano < inputUnixNano ? 0 : all.size(), messages);
    inputUnixNano = Math.max(inputUnixNano, lastUnixNano);
    input = List.of();
    input(all);
  }

  void output(List<Message> messages) {
    if (!hasContent(output) && !messages.isEmpty() && !isHidden(messages)) {
      output = messages.stream().map(this::bounded).toList();
    }
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
  void fill(Facts other) {
    operation(other.operation);
    agent(other.agent);
    agentDefault(other.agentDefault);
    tool(other.tool);
    arguments(other.arguments);
    result(other.result);
    documents(other.documents);
    system(other.system);
    conversation(other.conversation);
    session(other.session);
    tokens(other.inputTokens, other.outputTokens);
    if (other.inputUnixNano == NEVER) {
      input(other.input);
    } else {
      input(other.input, other.inputUnixNano);
    }
    output(other.output);
    handoffs.addAll(other.handoffs);
    if (other.error) {
      failed(other.statusText);
    }
  }

  boolean hasContent() {
    return hasContent(input) || hasContent(output) || !arguments.isBlank() || !result.isBlank();
  }

  /** Whether what the span produced is known; a model's output may also be an empty text. */
  boolean hasOutput() {
    return hasContent(output)
        || !result.isBlank()
        || !documents.isBlank()
        || (error && hasContent())
        || (hasContent(input) && !output.isEmpty());
  }

  /** The first message of a user, else the empty string. */
  String request() {
    return input.stream()
        .filter(message -> message.role().equals("user") && !message.text().isBlank())
        .findFirst()
        .map(Message::text)
        .orElse("");
  }

  /** Shortens every text once the step has been reported and memory is scarce. */
  void shorten(int max) {
    arguments = Texts.headAndTail(arguments, max);
    result = Texts.headAndTail(result, max);
    documents = Texts.headAndTail(documents, max);
    system = Texts.headAndTail(system, max);
    statusText = Texts.headAndTail(statusText, max);
    input = input.stream().map(message -> shortened(message, max)).toList();
    output = output.stream().map(message -> shortened(message, max)).toList();
  }

  /** Characters held by the texts. */
  long characters() {
    long sum = (long) arguments.length() + result.length() + documents.length();
    sum += (long) system.length() + statusText.length();
    for (List<Message> messages : List.of(input, output)) {
      for (Message message : messages) {
        sum += message.text().length() + message.reasoning().length();
        sum += message.calls().stream().mapToLong(call -> call.arguments().length()).sum();
      }
    }
    return sum;
  }

  private List<Message> essence(List<Message> messages) {
    List<Message> kept = new ArrayList<>();
    Message last = messages.getLast();
    messages.subList(0, messages.size() - 1).stream()
        .filter(message -> message.role().equals("user"))
        .findFirst()
        .map(this::bounded)
        .ifPresent(kept::add);
    kept.add(bounded(last));
    return List.copyOf(kept);
  }

  private Message bounded(Message message) {
    return new Message(
        message.role(),
        texts.text(message.text()),
        texts.text(message.reasoning()),
        message.calls().stream()
            .map(c -> new Step.ToolCall(c.id(), c.name(), texts.text(c.arguments())))
            .toList());
  }

  private static Message shortened(Message message, int max) {
    return new Message(
        message.role(),
        Texts.headAndTail(message.text(), max),
        Texts.headAndTail(message.reasoning(), max),
        message.calls().stream()
            .map(c -> new Step.ToolCall(c.id(), c.name(), Texts.headAndTail(c.arguments(), max)))
            .toList());
  }

  private static boolean isHidden(List<Message> messages) {
    return messages.stream().allMatch(message -> message.text().equals(HIDDEN));
  }

  private static boolean hasContent(List<Message> messages) {
    return messages.stream().anyMatch(Message::hasContent);
  }

  private static String first(String known, String told) {
    return known.isBlank() && !told.equals(HIDDEN) ? told : known;
  }
}
