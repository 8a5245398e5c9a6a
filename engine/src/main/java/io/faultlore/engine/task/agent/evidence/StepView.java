package io.faultlore.engine.task.agent.evidence;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.encode.Masking;
import io.faultlore.engine.encode.Redaction;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.Step.ToolCall;
import io.faultlore.engine.task.agent.AgentConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step as the features read it: texts cleaned of secrets and cut, words and numbers taken apart.
 *
 * @param agent the name that the step's own span tells, else a signature of its system prompt: what
 *     spans around it tell comes too late for a live verdict, and models learn from what it sees
 * @param output what the step produced; for a tool without a result its arguments
 * @param input the last input message
 * @param observation a tool's result that this step shows or answers to, or the empty string
 * @param arguments values that the step's calls pass
 * @param call name and arguments of its calls, or the empty string
 * @param said the output with single spaces, numbers and all: other numbers are other news
 */
record StepView(
    Step step,
    String agent,
    String output,
    String input,
    String observation,
    List<String> words,
    List<String> inputWords,
    Set<String> numbers,
    Set<String> names,
    Set<String> arguments,
    String call,
    String said,
    Embedding vector,
    Embedding inputVector) {

  /** What is looked at again when the run is over: words of their own weigh ten times the text. */
  record Seen(
      boolean isTool,
      String agent,
      String output,
      Set<String> numbers,
      Set<String> names,
      Embedding vector) {}

  private static final Set<String> TOOL_ROLES =
      Set.of("tool", "function", "tool-response", "tool_response", "observation");
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "[:\\[,]\\s*(?:\"((?:[^\"\\\\]|\\\\.){1,200})\"|(-?\\d+(?:\\.\\d+)?))\\s*(?=[,}\\]])");
  private static final int SIGNATURE_CHARS = 200;

  /** Before the signature of a system prompt that stands for an agent's name. */
  static final String PROMPT = "system:";

  /**
   * Reads a step.
   *
   * @param previousTool the result of the tool step just before, or the empty string
   */
  static StepView of(Step step, TextEncoder encoder, AgentConfig config, String previousTool) {
    Step.Output said = step.output();
    String produced =
        said.reasoning().isBlank() ? said.text() : said.reasoning() + "\n" + said.text();
    boolean silentTool = step.kind() == Kind.TOOL && produced.isBlank();
    String output = prepared(silentTool ? step.input().text() : produced, config);
    String input = prepared(step.input().text(), config);
    String observation = observation(step, silentTool ? "" : output, input, previousTool);
    return new StepView(
        step,
        agent(step),
        output,
        input,
        observation,
        Texts.words(output),
        Texts.words(input),
        Texts.numbers(output),
        Texts.names(output),
        arguments(step),
        call(step),
        Texts.spaced(output),
        encoder.encode(Masking.mask(Texts.cut(output, config.rowTextChars()))),
        encoder.encode(Masking.mask(Texts.tail(input, config.rowInputChars()))));
  }

  Seen seen() {
    return new Seen(isTool(), agent, output, numbers, names, vector);
  }

  boolean isTool() {
    return step.kind() == Kind.TOOL;
  }

  List<ToolCall> calls() {
    return step.output().calls();
  }

  /** What was done, in a word: the step's kind, and whether it calls, thinks or speaks. */
  String operation() {
    String kind = step.kind().name().toLowerCase(Locale.ROOT);
    if (!calls().isEmpty()) {
      return kind + "+call";
    }
    Step.Output said = step.output();
    return !said.reasoning().isBlank() && said.text().isBlank() ? kind + "+think" : kind;
  }

  /** The tool that it is or calls first, or {@code -}. */
  String tool() {
    if (!step.action().tool().isEmpty()) {
      return step.action().tool();
    }
    return calls().isEmpty() ? "-" : calls().getFirst().name();
  }

  /** Whether the last input message is what a person or another agent said. */
  boolean heardUser() {
    return !isTool() && observation.isEmpty() && !input.isEmpty();
  }

  /** Each call that it makes or is, spaces aside, which senders write as they like. */
  List<String> single() {
    List<String> calls = new ArrayList<>();
    if (isTool() && !call.isEmpty()) {
      calls.add(Texts.unspaced(call));
    } else if (!call.isEmpty()) {
      step.output()
          .calls()
          .forEach(
              one ->
                  calls.add(
                      Texts.unspaced(one.name() + "(" + Texts.cut(one.arguments(), 2_000) + ")")));
    }
    return calls;
  }

  private static String agent(Step step) {
    if (!step.origin().speaker().isEmpty()) {
      return step.origin().speaker();
    }
    if (step.input().system().isEmpty()) {
      return "";
    }
    String start = Texts.masked(Texts.cut(step.input().system(), 2 * SIGNATURE_CHARS));
    return PROMPT + Integer.toHexString(start.hashCode());
  }

  private static String prepared(String text, AgentConfig config) {
    return Redaction.redact(Texts.cut(text, config.readChars()));
  }

  private static String observation(Step step, String output, String input, String previousTool) {
    if (step.kind() == Kind.TOOL) {
      return output;
    }
    boolean shown =
        TOOL_ROLES.contains(step.input().role().toLowerCase(Locale.ROOT))
            || Patterns.OBSERVATION_MARK.matcher(Texts.cut(input, 400)).find()
            || (!previousTool.isBlank() && input.strip().equals(previousTool.strip()));
    return shown ? input : "";
  }

  private static Set<String> arguments(Step step) {
    Set<String> values = new LinkedHashSet<>();
    if (step.kind() == Kind.TOOL) {
      collect(Redaction.redact(Texts.cut(step.input().text(), 4_000)), values);
    }
    for (ToolCall call : step.output().calls()) {
      collect(Redaction.redact(Texts.cut(call.arguments(), 4_000)), values);
    }
    return values;
  }

  private static void collect(String json, Set<String> values) {
    Matcher matcher = ARGUMENT.matcher(json);
    while (matcher.find()) {
      values.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
  }

  private static String call(Step step) {
    if (!step.content()) {
      return ""; // Without arguments nobody knows whether two calls are the same.
    }
    if (step.kind() == Kind.TOOL) {
      return step.action().tool() + "(" + Texts.cut(step.input().text(), 2_000).strip() + ")";
    }
    StringBuilder calls = new StringBuilder();
    for (ToolCall call : step.output().calls()) {
      calls
          .append(call.name())
          .append('(')
          .append(Texts.cut(call.arguments(), 2_000).strip())
          .append(')');
    }
    return calls.toString();
  }
}
