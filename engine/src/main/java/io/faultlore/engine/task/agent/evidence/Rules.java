package io.faultlore.engine.task.agent.evidence;

import static io.faultlore.engine.task.agent.evidence.StepFeature.*;

import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.task.FailureMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Rules that need no model and no history: the weight of a rule is added when it holds. From {@link
 * #FAILING} on, the rules alone call a step failing.
 */
// The functions hold no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum Rules {
  TOOL_FAILURE(
      2,
      FailureMode.TOOL_ERROR,
      Advice.RETRY_WITH_THE_ERROR,
      OBSERVED_FAILURE::of,
      row ->
          "the tool's result reports a failure: \""
              + Texts.quote(Patterns.FAILURE, observation(row), 120)
              + "\""
              + inARow(FAILURES_IN_A_ROW.counted(row.features()))),
  MALFORMED(
      2,
      FailureMode.MALFORMED_CALL,
      Advice.CHECK_THE_OUTPUT_FORMAT,
      MALFORMED_CALL::of,
      row -> "a tool call whose arguments nobody can parse"),
  AT_THE_LIMIT(
      2,
      FailureMode.ROUND_LIMIT,
      Advice.STOP_AND_PLAN_AGAIN,
      ROUND_LIMIT::of,
      row ->
          "a limit of rounds or time was reached after "
              + (POSITION.counted(row.features()) + 1)
              + " steps"),
  GUARDED(
      1.5,
      FailureMode.GUARDRAIL,
      Advice.TAKE_ANOTHER_SOURCE,
      GUARD::of,
      row -> "access was refused: \"" + Texts.quote(Patterns.GUARD, observation(row), 80) + "\""),
  EMPTY(
      1.5,
      FailureMode.EMPTY_OUTPUT,
      Advice.RETRY_WITH_THE_ERROR,
      row -> OUTPUT_EMPTY.holds(row) && !IS_TOOL.holds(row) ? 1 : 0,
      row -> "the model produced neither text nor a call"),
  SAYS_FAILURE(
      1,
      FailureMode.TOOL_ERROR,
      Advice.RETRY_WITH_THE_ERROR,
      FAILURE_IN_OUTPUT::of,
      row ->
          "the output itself holds an error: \""
              + Texts.quote(Patterns.FAILURE, row.text(), 120)
              + "\""),
  REPEATED_OBSERVATION(
      .7,
      FailureMode.LOOP,
      Advice.STOP_AND_PLAN_AGAIN,
      SAME_OBSERVATION::of,
      row -> "a tool gave the same result as earlier in this run"),
  REPEATED_OUTPUT(
      .7,
      FailureMode.LOOP,
      Advice.STOP_AND_PLAN_AGAIN,
      SAME_OUTPUT_OF_AGENT::of,
      row ->
          "the same agent said the same before, "
              + SAME_OUTPUT.counted(row.features())
              + " times in this run"),
  REPEATED_CALL(
      .7,
      FailureMode.LOOP,
      Advice.STOP_AND_PLAN_AGAIN,
      row -> Math.min(2, SAME_CALL.counted(row)),
      row ->
          "the same call with the same arguments was made "
              + SAME_CALL.counted(row.features())
              + " times before, with the same result"),
  NOTHING_FOUND(
      .5,
      FailureMode.TOOL_ERROR,
      Advice.TAKE_ANOTHER_SOURCE,
      row -> NOT_FOUND.holds(row) ? 1 : 0,
      row ->
          "nothing was found: \"" + Texts.quote(Patterns.NOT_FOUND, observation(row), 80) + "\""),
  UNGROUNDED_ARGUMENTS(
      .5,
      FailureMode.UNGROUNDED,
      Advice.CHECK_THE_ARGUMENTS,
      NEW_ARGUMENT_SHARE::of,
      row ->
          String.format(
              Locale.ROOT,
              "%d argument(s) of its calls (%.0f %%) appear nowhere before in this run",
              NEW_ARGUMENTS.counted(row.features()),
              100 * NEW_ARGUMENT_SHARE.of(row.features()))),
  UNGROUNDED_NUMBERS(
      .3,
      FailureMode.UNGROUNDED,
      Advice.CHECK_THE_ARGUMENTS,
      NEW_NUMBER_SHARE::of,
      row -> NEW_NUMBERS.counted(row.features()) + " number(s) appear nowhere before in this run"),
  NO_PROGRESS(
      .7,
      FailureMode.NO_PROGRESS,
      Advice.STOP_AND_PLAN_AGAIN,
      LEDGER_NO_PROGRESS::of,
      row ->
          "the planner's own ledger says: no progress, "
              + LEDGER_NO_PROGRESS_COUNT.counted(row.features())
              + " times so far"),
  MARKED_ERROR(
      Rules.MARK,
      FailureMode.TOOL_ERROR,
      Advice.RETRY_WITH_THE_ERROR,
      row -> STATUS_ERROR.of(row) * (isBlind(row) ? Rules.FAILING / Rules.MARK : 1),
      row -> "the span itself is marked as an error");

  /** Sum of weights from which a step is failing without any model: one hard failure. */
  public static final double FAILING = 2;

  /** Weight of a span's own mark; where no content was captured it has to do for a failure. */
  private static final double MARK = .5;

  private final double weight;
  private final FailureMode mode;
  private final Advice advice;
  private final ToDoubleFunction<float[]> strength;
  private final Function<EvidenceRow, String> sentence;

  Rules(
      double weight,
      FailureMode mode,
      Advice advice,
      ToDoubleFunction<float[]> strength,
      Function<EvidenceRow, String> sentence) {
    this.weight = weight;
    this.mode = mode;
    this.advice = advice;
    this.strength = strength;
    this.sentence = sentence;
  }

  public FailureMode mode() {
    return mode;
  }

  public Advice advice() {
    return advice;
  }

  /** How much the rule holds, 0 when not. */
  double strength(float[] row) {
    return strength.applyAsDouble(row);
  }

  /** A sentence for people, with the number or the words that it rests on. */
  public String say(EvidenceRow row) {
    return sentence.apply(row);
  }

  private static boolean isBlind(float[] row) {
    return OUTPUT_CHARS.of(row) == 0 && INPUT_CHARS.of(row) == 0;
  }

  private static String inARow(int times) {
    return times > 1 ? ", " + times + " times in a row" : "";
  }

  /** What the step showed or answered to. */
  private static String observation(EvidenceRow row) {
    return IS_TOOL.holds(row.features()) ? row.text() : row.input();
  }

  /** Writes the sum of the rules into the row. */
  static void score(float[] row) {
    double sum = 0;
    for (Rules rule : values()) {
      sum += rule.weight * rule.strength(row);
    }
    StepFeature.RULES.set(row, sum);
  }

  /** The rules that hold, heaviest first. */
  public static List<Rules> holding(float[] row) {
    List<Rules> holding = new ArrayList<>();
    for (Rules rule : values()) {
      if (rule.strength(row) > 0) {
        holding.add(rule);
      }
    }
    holding.sort(Comparator.comparingDouble(rule -> -rule.weight * rule.strength(row)));
    return holding;
  }
}
