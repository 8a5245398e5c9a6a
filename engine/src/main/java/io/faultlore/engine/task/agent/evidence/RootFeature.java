package io.faultlore.engine.task.agent.evidence;

/**
 * What is measured on a step once its run is over, to rank it as the run's root cause. Its columns
 * follow those of {@link StepFeature}.
 */
// The ordinal is the stored column by design, and StepFeature.SCHEMA guards it.
@SuppressWarnings("EnumOrdinal")
enum RootFeature {
  RELATIVE_POSITION,
  FIRST,
  SECOND,
  THIRD,
  FOURTH,
  LAST,
  LAST_BUT_ONE,
  // Where the numbers and names of the final answer come from
  ANSWER_FIRST_SEEN,
  ANSWER_FIRST_SEEN_SHARE,
  ANSWER_HELD_SHARE,
  LIKE_ANSWER,
  LIKE_ANSWER_GAIN,
  // The next step
  NEXT_IS_TOOL,
  NEXT_EXIT_OK,
  NEXT_FAILED,
  NEXT_UNKNOWN_LANGUAGE,
  NEXT_EMPTY,
  NEXT_ERROR_WORDS,
  NEXT_APOLOGY,
  NEXT_SAME_AGENT,
  LIKE_NEXT,
  // Failures around it
  FAILED_BEFORE,
  FAILED_AFTER,
  FIRST_FAILING_CODE,
  // The same agent later
  OWN_LATER,
  LIKE_OWN_LATER,
  // What it is in its run
  CODE,
  FIRST_CODE,
  CLAIM,
  FIRST_CLAIM,
  FIRST_SPEECH,
  SECOND_SPEAKER,
  VERIFIER,
  TOOL,
  FIRST_WITHOUT_TOOLS,
  SECOND_WITHOUT_TOOLS,
  FIRST_PLACEHOLDER;

  static final int COUNT = values().length;

  void set(float[] row, double value) {
    row[StepFeature.COUNT + ordinal()] = (float) value;
  }

  void set(float[] row, boolean value) {
    row[StepFeature.COUNT + ordinal()] = value ? 1 : 0;
  }

  float of(float[] row) {
    return row[StepFeature.COUNT + ordinal()];
  }
}
