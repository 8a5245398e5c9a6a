package io.faultlore.engine.task.agent.evidence;

import static io.faultlore.engine.task.agent.evidence.StepFeature.*;

import java.util.regex.Pattern;

/** What a tool answered, and what failed according to it. */
final class ObservationFeatures {
  private static final int LONG_CHARS = 700;
  private static final int VERY_LONG_CHARS = 2_200;
  private static final Pattern EMPTY_AT_END = Pattern.compile("(?:\\[\\]|\\{\\})\\s*$");
  private static final Pattern NONE_AT_END = Pattern.compile("(?i)\\b(?:none|null)\\s*$");
  private static final Pattern COLON_AT_END = Pattern.compile(":\\s*$");

  private ObservationFeatures() {}

  static void write(StepView now, RunState run, float[] row) {
    String observation = now.observation();
    if (!observation.isBlank()) {
      shape(observation, row);
      boolean failed = failed(now, run);
      remember(now, run, failed);
      OBSERVED_FAILURE.set(row, failed);
      SAME_OBSERVATION.set(row, run.lastObservationRepeated);
    }
    FAILURES_IN_A_ROW.count(row, run.failuresInARow);
    FAILURES_SO_FAR.count(row, run.failures);
    String heard = observation.isBlank() ? now.input() : observation;
    GUARD.set(row, Reports.says(Patterns.GUARD, heard));
    ROUND_LIMIT.set(
        row,
        Reports.says(Patterns.ROUND_LIMIT, heard)
            || Reports.says(Patterns.ROUND_LIMIT, now.output()));
    if (!now.isTool()) {
      FAILURE_IN_OUTPUT.set(row, Patterns.FAILURE.matcher(now.output()).find());
      GUARD_IN_OUTPUT.set(row, Patterns.GUARD.matcher(now.output()).find());
    }
    STATUS_ERROR.set(row, now.step().action().failed());
  }

  /** Whether the tool's call failed: its span or its protocol says so, else its result. */
  private static boolean failed(StepView now, RunState run) {
    if (now.isTool() && now.step().action().failed()) {
      return true;
    }
    String tool = now.isTool() ? now.tool() : run.previous == null ? "" : run.previous.tool();
    return Reports.failed(now.observation(), Patterns.READ_CALL.matcher(tool).find());
  }

  private static void shape(String observation, float[] row) {
    OBSERVED.set(row, true);
    OBSERVATION_CHARS.count(row, observation.length());
    OBSERVATION_LONG.set(row, observation.length() > LONG_CHARS);
    OBSERVATION_VERY_LONG.set(row, observation.length() > VERY_LONG_CHARS);
    double lines = Math.max(1, observation.lines().count());
    ONE_CHARACTER_LINES.set(
        row, observation.lines().filter(line -> line.strip().length() == 1).count() / lines);
    ENDS_WITH_NONE.set(row, NONE_AT_END.matcher(observation).find());
    ENDS_WITH_EMPTY_LIST.set(row, EMPTY_AT_END.matcher(observation).find());
    ENDS_WITH_COLON.set(row, COLON_AT_END.matcher(observation).find());
    NOT_FOUND.count(row, Texts.count(Patterns.NOT_FOUND, observation));
    EMPTY_HEADINGS.count(row, Texts.count(Patterns.EMPTY_HEADING, observation));
  }

  /** A tool's result shows twice, in its own step and as input of the next: it counts once. */
  private static void remember(StepView now, RunState run, boolean failed) {
    String told = Texts.spaced(now.observation());
    boolean shownAgain = !now.isTool() && run.previous != null && run.previous.isTool();
    if (shownAgain) {
      return;
    }
    run.lastObservationRepeated = told.length() >= 20 && !run.observations.add(told);
    run.failures += failed ? 1 : 0;
    run.failuresInARow = failed ? run.failuresInARow + 1 : 0;
  }
}
