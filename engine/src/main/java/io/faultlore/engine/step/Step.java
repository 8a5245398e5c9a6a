package io.faultlore.engine.step;

import java.util.List;

/**
 * One ended model call, tool call, retrieval or guardrail of an agent. Texts are as recorded, cut
 * to the configured bound; masking and redaction happen before anything is embedded or stored.
 * Unknown texts are empty strings.
 *
 * @param run run key: conversation, else session, else trace id
 * @param app {@code service.name} of the sender
 * @param agent the agent's name as far as it is known now, or the empty string
 * @param operation the dialect's own operation word, for instance {@code chat}
 * @param tool the tool's name, for tool steps
 * @param error whether the step itself failed, by status, exception or the dialect's attribute
 * @param text what the step produced: assistant text and tool calls, or the tool's result, plus the
 *     status message
 * @param reasoning reasoning parts of the output
 * @param inputRole role of the last input message, when known
 * @param input the last input message, or the tool's arguments
 * @param system the system prompt, when this step's telemetry holds one
 * @param calls tool calls that the output asks for
 * @param inputTokens tokens, -1 when not recorded
 * @param outputTokens tokens, -1 when not recorded
 * @param content whether any content was captured (else rules and structure alone can judge it)
 */
public record Step(
    String traceId,
    String spanId,
    String parentSpanId,
    String run,
    String app,
    String agent,
    Kind kind,
    String operation,
    String tool,
    boolean error,
    String text,
    String reasoning,
    String inputRole,
    String input,
    String system,
    List<ToolCall> calls,
    long startUnixNano,
    long endUnixNano,
    long inputTokens,
    long outputTokens,
    boolean content) {

  public Step {
    calls = List.copyOf(calls);
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

  /** A tool call in a model's output; arguments as the model wrote them, possibly malformed. */
  public record ToolCall(String id, String name, String arguments) {}
}
