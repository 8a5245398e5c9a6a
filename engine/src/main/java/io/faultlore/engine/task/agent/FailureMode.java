package io.faultlore.engine.task.agent;

import java.util.Locale;

/** How a step fails, as metrics name it: a fixed set, whatever types people use in labels. */
enum FailureMode {
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

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
