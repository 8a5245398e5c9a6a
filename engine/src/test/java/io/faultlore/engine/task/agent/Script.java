package io.faultlore.engine.task.agent;

import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.Step.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** A run as a test tells it, step by step. */
public final class Script {
  public static final String TASK = "Which of our orders are late, and why?";

  final String app;
  final String run;
  private final List<Step> steps = new ArrayList<>();

  public Script(String app, String run) {
    this.app = app;
    this.run = run;
  }

  /** A model's answer to what was said before. */
  public Script says(String agent, String text) {
    return hears(agent, steps.isEmpty() ? TASK : steps.getLast().output().text(), text);
  }

  /** A model's answer to this input. */
  public Script hears(String agent, String input, String text) {
    return add(agent, Kind.LLM, "", false, text, input, List.of(), true);
  }

  /** A model that asks for a tool. */
  public Script calls(String agent, String tool, String arguments) {
    List<ToolCall> calls = List.of(new ToolCall("call-" + steps.size(), tool, arguments));
    return add(agent, Kind.LLM, "", false, "", TASK, calls, true);
  }

  /** A model that was shown a tool's result and asks for a tool. */
  public Script asks(String agent, String result, String tool, String arguments) {
    List<ToolCall> calls = List.of(new ToolCall("call-" + steps.size(), tool, arguments));
    return add(agent, Kind.LLM, "", false, "", "Tool result: " + result, calls, true);
  }

  /** A tool that ran. */
  public Script gets(String tool, String arguments, String result) {
    return add("", Kind.TOOL, tool, false, result, arguments, List.of(), true);
  }

  /** A tool of which nothing was captured but that it ran and whether its span is an error. */
  public Script blind(String tool, boolean error) {
    return add("", Kind.TOOL, tool, error, "", "", List.of(), false);
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  Step step(int index) {
    return steps.get(index);
  }

  /** The id of the case that memory keeps of it: its trace. */
  String caseId() {
    return "trace-" + run;
  }

  AgentEvent ended(int index) {
    return new AgentEvent.StepEnded(steps.get(index));
  }

  Run whole() {
    return new Run(run, app, List.of(caseId()), TASK, steps, List.of(), List.of());
  }

  private Script add(
      String agent,
      Kind kind,
      String tool,
      boolean error,
      String text,
      String input,
      List<ToolCall> calls,
      boolean content) {
    int at = steps.size();
    steps.add(
        new Step(
            new Step.Origin(
                run, app, agent, agent, caseId(), run + "-" + at, 1_000L * at, 1_000L * at + 500),
            new Step.Action(kind, kind == Kind.TOOL ? "execute_tool" : "chat", tool, error),
            new Step.Input(kind == Kind.TOOL ? "" : "user", input, "", TASK),
            new Step.Output(text, "", calls),
            new Step.Tokens(-1, -1),
            content));
    return this;
  }
}
