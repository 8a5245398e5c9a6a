package io.faultlore.engine.task.agent.evidence;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a tool's result reports a failure, or only holds words that would: a source, a log or a
 * document that was read is full of them. A report stands where tools write it, at the beginning or
 * the end, and is short; an exit code says more than any words.
 */
final class Reports {
  /** Lines of a result that is nothing but a report. */
  private static final int SHORT_LINES_MAX = 2;

  /** Characters of a line that closes a result with the reason why it ended. */
  private static final int REASON_CHARS_MAX = 200;

  /** The word for an error at the very beginning, after a label at most. */
  private static final Pattern OPENING =
      Pattern.compile(
          "(?i)\\W{0,3}(?:[\\w ]{1,30}: )?(?:(?:\\w+\\.){0,8}\\w{0,60}(?:error|exception)\\s*(?:[:(]|$)"
              + "|traceback \\(most recent"
              + "|(?:\\w{1,20} )?time(?:d ?| ?)out\\b)");

  /** What a scaffold writes above a result: a label, and an id at most. */
  private static final Pattern HEADING = Pattern.compile("[\\w -]{1,30}:\\s*\\S{0,40}\\s*");

  private static final Pattern EXIT =
      Pattern.compile("(?i)\\bexit[_ ]?(?:code|status)\\W{0,3} *(-?\\d{1,10})\\b");

  private Reports() {}

  /**
   * Whether a result says that its call failed.
   *
   * @param read whether the call asked for something to read, so that its words are another's
   */
  static boolean failed(String result, boolean read) {
    List<String> lines = result.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return false;
    }
    String first = first(lines);
    String last = lines.getLast();
    for (String line : List.of(first, last)) {
      Matcher exit = EXIT.matcher(line);
      if (exit.find()) {
        return failed(exit.group(1), result);
      }
    }
    boolean brief = lines.size() <= SHORT_LINES_MAX;
    if (read) {
      return brief && OPENING.matcher(first).lookingAt();
    }
    return brief
        ? Patterns.FAILURE.matcher(result).find()
        : OPENING.matcher(first).lookingAt() || closes(last);
  }

  /** Whether a text says it itself: in a long one only where it begins or ends. */
  static boolean says(Pattern what, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return what.matcher(text).find()
        && (lines.size() <= SHORT_LINES_MAX
            || what.matcher(lines.getFirst()).find()
            || what.matcher(lines.getLast()).find());
  }

  /** By POSIX 1 of grep, diff and test is an answer, "no": only with an error's words it failed. */
  private static boolean failed(String exit, String result) {
    return !exit.equals("0") && (!exit.equals("1") || Patterns.ERROR_WORDS.matcher(result).find());
  }

  /** The line with which the result itself begins. */
  private static String first(List<String> lines) {
    for (String line : lines) {
      if (OPENING.matcher(line).lookingAt() || !HEADING.matcher(line).matches()) {
        return line;
      }
    }
    return lines.getLast();
  }

  private static boolean closes(String line) {
    return OPENING.matcher(line).lookingAt()
        || (line.length() <= REASON_CHARS_MAX && Patterns.REASON.matcher(line).find());
  }
}
