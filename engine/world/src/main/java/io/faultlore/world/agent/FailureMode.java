package io.faultlore.world.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The mistakes that a simulated agent can make, after the three groups of MAST ("Why Do Multi-Agent
 * LLM Systems Fail?", Cemri et al. 2025: specification, misalignment, verification) and the types
 * of the labelled data sets. Each is a decision; what follows from it is up to the made-up world.
 */
public enum FailureMode {
  /** Makes a call again whose result it already has. */
  STEP_REPETITION,
  /** Forgets what was said and done since its brief, and starts anew. */
  LOST_HISTORY,
  /** Does what the question forbids. */
  DISOBEYED_INSTRUCTION,
  /** Chooses a tool that does something similar. */
  WRONG_TOOL,
  /** Chooses the right tool and gives it another thing's value. */
  WRONG_ARGUMENTS,
  /** Does not see that the work is done, and works on until nobody lets it. */
  ROUND_LIMIT,

  /** Reports a value that differs from the tool's. */
  IGNORED_TOOL_RESULT,
  /** Reports a value without having asked the tool. */
  INVENTED_RESULT,
  /** Turns to other work than was asked for. */
  DERAILMENT,
  /** Does not pass on what the next agent needs. */
  WITHHELD_INFORMATION,
  /** Says one thing and calls another. */
  REASONING_ACTION_MISMATCH,
  /** Hands the same unchanged work back again and again. */
  AGENT_LOOP,

  /** Reports before the work is done. */
  PREMATURE_END,
  /** Approves without looking. */
  NO_VERIFICATION,
  /** Looks, and approves what the look speaks against. */
  WRONG_VERIFICATION;

  /** The name in labels and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of that name; case, hyphens and underscores make no difference.
   *
   * @throws IllegalArgumentException lists the known names
   */
  public static FailureMode named(String name) {
    String plain = name.strip().replace('-', '_');
    for (FailureMode mode : values()) {
      if (mode.name().equalsIgnoreCase(plain)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "unknown failure mode '%s'; known: %s"
            .formatted(
                name,
                Arrays.stream(values()).map(FailureMode::word).collect(Collectors.joining(", "))));
  }
}
