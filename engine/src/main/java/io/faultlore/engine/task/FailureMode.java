package io.faultlore.engine.task;

import java.util.Locale;

/** How a step fails, as metrics name it: a fixed set, whatever types people use in labels. */
public enum FailureMode {
  /** The step is fine. */
  NONE,
  TOOL_ERROR,
  MALFORMED_CALL,
  ROUND_LIMIT,
  GUARDRAIL,
  EMPTY_OUTPUT,
  LOOP,
  UNGROUNDED,
  NO_PROGRESS,
  /** No rule holds; it looks like steps that people labelled as failing. */
  LEARNED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
