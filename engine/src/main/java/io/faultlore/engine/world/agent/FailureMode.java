package io.faultlore.engine.world.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The mistakes that a simulated agent can make, after MAST's three groups (papers.md) and the types
 * of the labelled data sets. Each is a decision; what follows from it is up to the made-up world.
 */
public enum FailureMode {
  /** Makes a call again whose result it already has. */
  STEP_REPETITION(Group.SPECIFICATION),
  /** Forgets what was said and done since its brief, and starts anew. */
  LOST_HISTORY(Group.SPECIFICATION),
  /** Does what the question forbids. */
  DISOBEYED_INSTRUCTION(Group.SPECIFICATION),
  /** Chooses a tool that does something similar. */
  WRONG_TOOL(Group.SPECIFICATION),
  /** Chooses the right tool and gives it another thing's value. */
  WRONG_ARGUMENTS(Group.SPECIFICATION),
  /** Does not see that the work is done, and works on until nobody lets it. */
  ROUND_LIMIT(Group.SPECIFICATION),
  /** Reports a value that differs from the tool's. */
  IGNORED_TOOL_RESULT(Group.MISALIGNMENT),
  /** Reports a value without having asked the tool. */
  INVENTED_RESULT(Group.MISALIGNMENT),
  /** Turns to other work than was asked for. */
  DERAILMENT(Group.MISALIGNMENT),
  /** Does not pass on what the next agent needs. */
  WITHHELD_INFORMATION(Group.MISALIGNMENT),
  /** Says one thing and calls another. */
  REASONING_ACTION_MISMATCH(Group.MISALIGNMENT),
  /** Hands the same unchanged work back again and again. */
  AGENT_LOOP(Group.MISALIGNMENT),
  /** Reports before the work is done. */
  PREMATURE_END(Group.VERIFICATION),
  /** Approves without looking. */
  NO_VERIFICATION(Group.VERIFICATION),
  /** Looks, and approves what the look speaks against. */
  WRONG_VERIFICATION(Group.VERIFICATION);

  private final Group group;

  FailureMode(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

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

  /** MAST's groups. */
  public enum Group {
    SPECIFICATION,
    MISALIGNMENT,
    VERIFICATION
  }
}
