package io.faultlore.world.agent;

import java.util.Optional;

/**
 * The mistake of a run, if it has one.
 *
 * @param goal where it strikes: the number of a goal
 * @param variable what it is about; empty where the mode needs none
 */
record Flaw(Optional<FailureMode> mode, int goal, String variable) {
  static final Flaw NONE = new Flaw(Optional.empty(), -1, "");

  boolean is(FailureMode asked) {
    return mode.isPresent() && mode.get() == asked;
  }

  /** Whether a worker's decision about that goal goes wrong. */
  boolean strikes(int atGoal) {
    return mode.isPresent() && goal == atGoal;
  }

  boolean needsLag() {
    return is(FailureMode.NO_VERIFICATION)
        || is(FailureMode.WRONG_VERIFICATION)
        || is(FailureMode.AGENT_LOOP);
  }
}
