package io.faultlore.world.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The mistakes that a simulated agent can make, after MAST's three groups (papers.md) and the types
 * of the labelled data sets. Each is a decision; what follows from it is up to the made-up world.
 */
public enum FailureMode {
  STEP_REPETITION(Group.SPECIFICATION, "makes a call again whose result it already has"),
  LOST_HISTORY(
      Group.SPECIFICATION, "forgets what was said and done since its brief, and starts anew"),
  DISOBEYED_INSTRUCTION(Group.SPECIFICATION, "does what the question forbids"),
  WRONG_TOOL(Group.SPECIFICATION, "chooses a tool that does something similar"),
  WRONG_ARGUMENTS(Group.SPECIFICATION, "chooses the right tool and gives it another thing's value"),
  ROUND_LIMIT(
      Group.SPECIFICATION, "does not see that the work is done, and works on until nobody lets it"),
  IGNORED_TOOL_RESULT(Group.MISALIGNMENT, "reports a value that differs from the tool's"),
  INVENTED_RESULT(Group.MISALIGNMENT, "reports a value without having asked the tool"),
  DERAILMENT(Group.MISALIGNMENT, "turns to other work than was asked for"),
  WITHHELD_INFORMATION(Group.MISALIGNMENT, "does not pass on what the next agent needs"),
  REASONING_ACTION_MISMATCH(Group.MISALIGNMENT, "says one thing and calls another"),
  AGENT_LOOP(Group.MISALIGNMENT, "hands the same unchanged work back again and again"),
  PREMATURE_END(Group.VERIFICATION, "reports before the work is done"),
  NO_VERIFICATION(Group.VERIFICATION, "approves without looking"),
  WRONG_VERIFICATION(Group.VERIFICATION, "looks, and approves what the look speaks against");

  private final Group group;
  private final String description;

  FailureMode(Group group, String description) {
    this.group = group;
    this.description = description;
  }

  public Group group() {
    return group;
  }

  /** What the agent does, for people; begins with a verb. */
  public String description() {
    return description;
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
