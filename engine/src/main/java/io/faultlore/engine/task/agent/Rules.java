package io.faultlore.engine.task.agent;

import static io.faultlore.engine.task.agent.StepFeature.*;

import io.faultlore.engine.memory.EvidenceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rules that need no model and no history (agents-recipe.md, "Rules score"): the weight of a rule
 * is added when it holds. From {@link #FAILING} on, the rules alone call a step failing.
 */
enum Rules {
  TOOL_FAILURE(2, FailureMode.TOOL_ERROR, Advice.RETRY_WITH_THE_ERROR) {
    @Override
    double strength(float[] row) {
      return OBSERVED_FAILURE.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      int inARow = FAILURES_IN_A_ROW.counted(row.features());
      return "the tool's result reports a failure: \""
          + Texts.quote(Patterns.FAILURE, observation, 120)
          + "\""
          + (inARow > 1 ? ", " + inARow + " times in a row" : "");
    }
  },
  MALFORMED(2, FailureMode.MALFORMED_CALL, Advice.CHECK_THE_OUTPUT_FORMAT) {
    @Override
    double strength(float[] row) {
      return MALFORMED_CALL.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "a tool call whose arguments nobody can parse";
    }
  },
  AT_THE_LIMIT(2, FailureMode.ROUND_LIMIT, Advice.STOP_AND_PLAN_AGAIN) {
    @Override
    double strength(float[] row) {
      return ROUND_LIMIT.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "a limit of rounds or time was reached after "
          + (POSITION.counted(row.features()) + 1)
          + " steps";
    }
  },
  GUARDED(1.5, FailureMode.GUARDRAIL, Advice.TAKE_ANOTHER_SOURCE) {
    @Override
    double strength(float[] row) {
      return GUARD.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "access was refused: \"" + Texts.quote(Patterns.GUARD, observation, 80) + "\"";
    }
  },
  EMPTY(1.5, FailureMode.EMPTY_OUTPUT, Advice.RETRY_WITH_THE_ERROR) {
    @Override
    double strength(float[] row) {
      return OUTPUT_EMPTY.holds(row) && !IS_TOOL.holds(row) ? 1 : 0;
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the model produced neither text nor a call";
    }
  },
  SAYS_FAILURE(1, FailureMode.TOOL_ERROR, Advice.RETRY_WITH_THE_ERROR) {
    @Override
    double strength(float[] row) {
      return FAILURE_IN_OUTPUT.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the output itself holds an error: \""
          + Texts.quote(Patterns.FAILURE, row.text(), 120)
          + "\"";
    }
  },
  REPEATED_OBSERVATION(.7, FailureMode.LOOP, Advice.STOP_AND_PLAN_AGAIN) {
    @Override
    double strength(float[] row) {
      return SAME_OBSERVATION.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "a tool gave the same result as earlier in this run";
    }
  },
  REPEATED_OUTPUT(.7, FailureMode.LOOP, Advice.STOP_AND_PLAN_AGAIN) {
    @Override
    double strength(float[] row) {
      return SAME_OUTPUT_OF_AGENT.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the same agent said the same before, "
          + SAME_OUTPUT.counted(row.features())
          + " times in this run";
    }
  },
  REPEATED_CALL(.7, FailureMode.LOOP, Advice.STOP_AND_PLAN_AGAIN) {
    @Override
    double strength(float[] row) {
      return Math.min(2, SAME_CALL.counted(row));
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the same call with the same arguments was made "
          + SAME_CALL.counted(row.features())
          + " times before";
    }
  },
  NOTHING_FOUND(.5, FailureMode.TOOL_ERROR, Advice.TAKE_ANOTHER_SOURCE) {
    @Override
    double strength(float[] row) {
      return NOT_FOUND.holds(row) ? 1 : 0;
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "nothing was found: \"" + Texts.quote(Patterns.NOT_FOUND, observation, 80) + "\"";
    }
  },
  UNGROUNDED_ARGUMENTS(.5, FailureMode.UNGROUNDED, Advice.CHECK_THE_ARGUMENTS) {
    @Override
    double strength(float[] row) {
      return NEW_ARGUMENT_SHARE.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return String.format(
          Locale.ROOT,
          "%d argument(s) of its calls (%.0f %%) appear nowhere before in this run",
          NEW_ARGUMENTS.counted(row.features()),
          100 * NEW_ARGUMENT_SHARE.of(row.features()));
    }
  },
  UNGROUNDED_NUMBERS(.3, FailureMode.UNGROUNDED, Advice.CHECK_THE_ARGUMENTS) {
    @Override
    double strength(float[] row) {
      return NEW_NUMBER_SHARE.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return NEW_NUMBERS.counted(row.features()) + " number(s) appear nowhere before in this run";
    }
  },
  NO_PROGRESS(.7, FailureMode.NO_PROGRESS, Advice.STOP_AND_PLAN_AGAIN) {
    @Override
    double strength(float[] row) {
      return LEDGER_NO_PROGRESS.of(row);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the planner's own ledger says: no progress, "
          + LEDGER_NO_PROGRESS_COUNT.counted(row.features())
          + " times so far";
    }
  },
  MARKED_ERROR(.5, FailureMode.TOOL_ERROR, Advice.RETRY_WITH_THE_ERROR) {
    @Override
    double strength(float[] row) {
      // Where no content was captured, the mark is all there is and has to do for a failure.
      boolean blind = OUTPUT_CHARS.of(row) == 0 && INPUT_CHARS.of(row) == 0;
      return STATUS_ERROR.of(row) * (blind ? FAILING / weight : 1);
    }

    @Override
    String say(EvidenceRow row, String observation) {
      return "the span itself is marked as an error";
    }
  };

  /** Sum of weights from which a step is failing without any model: one hard failure. */
  static final double FAILING = 2;

  final double weight;
  final FailureMode mode;
  final Advice advice;

  Rules(double weight, FailureMode mode, Advice advice) {
    this.weight = weight;
    this.mode = mode;
    this.advice = advice;
  }

  /** How much the rule holds, 0 when not. */
  abstract double strength(float[] row);

  /** A sentence for people, with the number or the words that it rests on. */
  abstract String say(EvidenceRow row, String observation);

  /** Writes the sum of the rules into the row. */
  static void score(float[] row) {
    double sum = 0;
    for (Rules rule : values()) {
      sum += rule.weight * rule.strength(row);
    }
    StepFeature.RULES.set(row, sum);
  }

  /** The rules that hold, heaviest first. */
  static List<Rules> holding(float[] row) {
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
