package io.faultlore.engine.step;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One ended model call, tool call, retrieval or guardrail of an agent. Texts are as recorded, cut
 * to the configured bound; masking and redaction happen before anything is embedded or stored.
 * Unknown texts are empty strings.
 *
 * @param content whether any content was captured (else rules and structure alone can judge it)
 */
public record Step(
    Origin origin, Action action, Input input, Output output, Tokens tokens, boolean content) {
  /** The roles of a person in messages; an agent of such a name speaks for one. */
  private static final Set<String> USER_ROLES = Set.of("user", "human");

  public String spanId() {
    return origin.spanId();
  }

  public String agent() {
    return origin.agent();
  }

  public Kind kind() {
    return action.kind();
  }

  /**
   * What started the run, as far as this step tells. A step of a simulated or relayed user says it;
   * what such a one answers to is the assistant's greeting.
   */
  public String task() {
    return USER_ROLES.contains(agent().toLowerCase(Locale.ROOT)) ? output.text() : input.task();
  }

  /**
   * Whose step it is, which span tells of it, and when it was.
   *
   * @param run run key: conversation, else session, else trace id
   * @param app {@code service.name} of the sender
   * @param agent the agent's name as far as it is known now, or the empty string
   * @param speaker the agent that the step's own span names, or the empty string; spans around it,
   *     which come later, do not change it
   */
  public record Origin(
      String run,
      String app,
      String agent,
      String speaker,
      String traceId,
      String spanId,
      long startUnixNano,
      long endUnixNano) {
    /** The same under the name that people know the system by. */
    public Origin of(String system) {
      return new Origin(run, system, agent, speaker, traceId, spanId, startUnixNano, endUnixNano);
    }
  }

  /**
   * What was done.
   *
   * @param operation the dialect's own operation word, for instance {@code chat}
   * @param tool the tool's name, for tool steps
   * @param failed whether the step itself failed, by status, exception or the dialect's attribute
   */
  public record Action(Kind kind, String operation, String tool, boolean failed) {
    /** The tool, else the operation. */
    public String word() {
      return tool.isEmpty() ? operation : tool;
    }
  }

  /** What kind of step. */
  public enum Kind {
    LLM,
    TOOL,
    RETRIEVER,
    GUARDRAIL,
    /** An agent span without any step below it. */
    AGENT_TURN
  }

  /**
   * What the step answered to.
   *
   * @param role role of the last input message, when known
   * @param text the last input message, or the tool's arguments
   * @param system the system prompt, when this step's telemetry holds one
   * @param request the first message of a user that the step's telemetry holds
   */
  public record Input(String role, String text, String system, String request) {
    /** What was asked for; an assistant that speaks first has not been asked yet. */
    String task() {
      String other = role.equals("assistant") ? "" : text.isBlank() ? system : text;
      return request.isBlank() ? other : request;
    }
  }

  /**
   * What the step produced.
   *
   * @param text assistant text and tool calls, or the tool's result, plus the status message
   * @param reasoning reasoning parts of the output
   * @param calls tool calls that the output asks for
   */
  public record Output(String text, String reasoning, List<ToolCall> calls) {
    public Output {
      calls = List.copyOf(calls);
    }
  }

  /** A tool call in a model's output; arguments as the model wrote them, possibly malformed. */
  public record ToolCall(String id, String name, String arguments) {}

  /** Tokens of input and output, -1 when not recorded. */
  public record Tokens(long input, long output) {}
}
