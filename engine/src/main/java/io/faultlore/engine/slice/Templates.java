package io.faultlore.engine.slice;

import io.faultlore.engine.signal.LogRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds the template of a log record by masking: a token that holds a digit or stands in quotes is
 * replaced, the first ten tokens are kept. No tree is mined, so a record's template never depends
 * on what came before it.
 */
public final class Templates {
  /** Words by which a template is known: what comes later is rather what the message is about. */
  private static final int TOKENS = 10;

  /** Characters of a message that are read; stack traces would make each its own. */
  private static final int CHARS = 300;

  /** What stands between quotation marks no further apart, in characters, is a value. */
  private static final int QUOTED_MAX = 120;

  private static final List<String> FAIL_WORDS =
      List.of(
          "fail",
          "error",
          "exception",
          "refused",
          "timeout",
          "timed out",
          "denied",
          "unable",
          "cannot",
          "could not",
          "panic",
          "fatal",
          "abort",
          "unavailable",
          "exhausted",
          "rejected",
          "crash",
          "out of memory");

  private final Recent<Template, Template> known;

  Templates(int max, LongSupplier clock, Drops drops) {
    this.known = new Recent<>(max, clock, drops, Drops.Reason.TEMPLATE_LIMIT);
  }

  /** The template of a record. */
  public static Template template(LogRecord log) {
    String body = log.body().asText();
    String text =
        (log.eventName().isEmpty() ? log.scope().name() : log.eventName()) + ": " + mask(body);
    return new Template(text, level(log.severity()), hasFailWord(text));
  }

  /** The template, or empty when there are too many. */
  Optional<Template> of(LogRecord log) {
    return Optional.ofNullable(known.of(template(log), template -> template));
  }

  double fill() {
    return known.fill();
  }

  /** The logger or event that has most templates. */
  String most() {
    return known.most(template -> template.text().substring(0, template.text().indexOf(": ")));
  }

  static String mask(String body) {
    StringBuilder out = new StringBuilder();
    int end = Math.min(body.length(), CHARS);
    int tokens = 1;
    int i = 0;
    while (i < end) {
      char c = body.charAt(i);
      int quoteEnd = isQuote(body, i) ? closingQuote(body, i, end) : -1;
      if (quoteEnd > 0) {
        out.append("<q>");
        i = quoteEnd + 1;
      } else if (isWordPart(c)) {
        i = copyWord(body, i, end, out);
      } else if (c <= ' ') {
        if (i > 0 && body.charAt(i - 1) > ' ' && tokens++ == TOKENS) {
          break;
        }
        appendSpace(out);
        i++;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString().strip();
  }

  private static int copyWord(String body, int from, int end, StringBuilder out) {
    int to = from;
    boolean digit = false;
    while (to < end && isWordPart(body.charAt(to))) {
      digit |= Character.isDigit(body.charAt(to));
      to++;
    }
    if (digit) {
      out.append("<*>");
    } else {
      out.append(body, from, to);
    }
    return to;
  }

  private static void appendSpace(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  /** An apostrophe inside a word is no quote. */
  private static boolean isQuote(String body, int i) {
    char c = body.charAt(i);
    return c == '"' || (c == '\'' && (i == 0 || !Character.isLetterOrDigit(body.charAt(i - 1))));
  }

  private static int closingQuote(String body, int from, int end) {
    int at = body.indexOf(body.charAt(from), from + 1);
    return at > 0 && at < end && at - from <= QUOTED_MAX ? at : -1;
  }

  private static int level(int severity) {
    if (severity >= 17) {
      return 3;
    }
    if (severity >= 13) {
      return 2;
    }
    return severity >= 9 ? 1 : 0;
  }

  private static boolean hasFailWord(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return FAIL_WORDS.stream().anyMatch(lower::contains);
  }
}
