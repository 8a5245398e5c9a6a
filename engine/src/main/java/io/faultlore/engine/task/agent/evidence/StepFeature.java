package io.faultlore.engine.task.agent.evidence;

/**
 * What is measured on a step when it ends, from nothing that arrived later. Counts are log1p;
 * similarities are cosines of text vectors; shares lie in 0 to 1. The ordinal is the column, so a
 * change of this list needs a new {@link #SCHEMA}.
 *
 * <p>Output means what the step produced, input its last message only, observation a tool's result
 * wherever it shows first.
 */
// The ordinal is the stored column by design, and SCHEMA guards it.
@SuppressWarnings("EnumOrdinal")
public enum StepFeature {
  // Position
  POSITION,
  OWN_STEPS,
  AGENTS_SO_FAR,
  OWN_SHARE,
  FIRST_OF_AGENT,
  STEPS_SINCE_TOOL_RESULT,
  SAME_AGENT_AS_BEFORE,
  // Length
  OUTPUT_CHARS,
  INPUT_CHARS,
  OUTPUT_LINES,
  DIGIT_SHARE,
  CAPITAL_SHARE,
  CODE_SHARE,
  OUTPUT_EMPTY,
  // Observation
  OBSERVED,
  OBSERVED_FAILURE,
  FAILURES_IN_A_ROW,
  FAILURES_SO_FAR,
  OBSERVATION_CHARS,
  OBSERVATION_LONG,
  OBSERVATION_VERY_LONG,
  ONE_CHARACTER_LINES,
  ENDS_WITH_NONE,
  ENDS_WITH_EMPTY_LIST,
  ENDS_WITH_COLON,
  NOT_FOUND,
  EMPTY_HEADINGS,
  SAME_OBSERVATION,
  GUARD,
  ROUND_LIMIT,
  FAILURE_IN_OUTPUT,
  GUARD_IN_OUTPUT,
  STATUS_ERROR,
  // Words of the output, then of the input
  OUTPUT_ERROR_WORDS,
  OUTPUT_HEDGES,
  OUTPUT_SUCCESS,
  OUTPUT_APOLOGIES,
  OUTPUT_CONSENT,
  OUTPUT_PLACEHOLDERS,
  OUTPUT_QUESTIONS,
  INPUT_ERROR_WORDS,
  INPUT_HEDGES,
  INPUT_SUCCESS,
  INPUT_APOLOGIES,
  INPUT_CONSENT,
  INPUT_PLACEHOLDERS,
  INPUT_QUESTIONS,
  // Geometry of the text vectors
  LIKE_TASK,
  LIKE_INPUT,
  LIKE_PREVIOUS,
  LIKE_SECOND_PREVIOUS,
  LIKE_OWN_NEAREST,
  LIKE_OWN_LAST,
  LIKE_OWN_MEAN,
  LIKE_NEAREST,
  DRIFT,
  NEAR_DUPLICATES,
  BRIEF_LIKE_TASK,
  // Grounding: what the output says that nothing before said
  NEW_NUMBERS,
  NEW_NUMBER_SHARE,
  NEW_ENTITIES,
  NEW_ENTITY_SHARE,
  NEW_ARGUMENTS,
  NEW_ARGUMENT_SHARE,
  INPUT_OVERLAP,
  TASK_OVERLAP,
  NEW_WORD_SHARE,
  INPUT_NUMBERS_USED,
  // Repetition
  SAME_OUTPUT,
  SAME_OUTPUT_OF_AGENT,
  SAME_CALL,
  SAME_TOOL,
  SAME_PAGE,
  // Structure
  IS_TOOL,
  PREVIOUS_IS_TOOL,
  CALLS,
  WRITE_CALL,
  WRITE_WITHOUT_CONSENT,
  EMPTY_ARGUMENTS,
  MALFORMED_CALL,
  FINAL_ANSWER,
  SECOND_FINAL_ANSWER,
  FINAL_WITHOUT_RESULT,
  LARGEST_RANGE,
  PRINTS,
  CODE_BLOCKS,
  // The last instruction that was handed to this agent
  INSTRUCTED,
  LIKE_INSTRUCTION,
  INSTRUCTION_WORDS_COVERED,
  INSTRUCTION_NUMBERS_COVERED,
  INSTRUCTION_LIKE_EARLIER,
  // The ledger that some planners write about themselves
  LEDGER,
  LEDGER_NO_PROGRESS,
  LEDGER_NO_PROGRESS_SHARE,
  LEDGER_NO_PROGRESS_COUNT,
  LEDGER_IN_LOOP,
  // Sum of the rules
  RULES;

  public static final String SCHEMA = "agent-step-1";
  public static final int COUNT = values().length;

  public float of(float[] row) {
    return row[ordinal()];
  }

  boolean holds(float[] row) {
    return row[ordinal()] > 0;
  }

  void set(float[] row, double value) {
    row[ordinal()] = (float) value;
  }

  void set(float[] row, boolean value) {
    row[ordinal()] = value ? 1 : 0;
  }

  /** Sets log1p of a count. */
  void count(float[] row, double count) {
    row[ordinal()] = (float) Math.log1p(count);
  }

  /** The count that {@link #count} had set, rounded. */
  int counted(float[] row) {
    return (int) Math.round(Math.expm1(row[ordinal()]));
  }
}
