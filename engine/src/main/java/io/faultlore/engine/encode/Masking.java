package io.faultlore.engine.encode;

import java.util.Locale;
import java.util.Set;

/**
 * Redacts a text and replaces what differs from one occurrence to the next: {@code <id>} for UUIDs,
 * hexadecimal and random-looking words, {@code <time>}, {@code <ip>}, {@code <num>} for numbers.
 * This is the form for templates and embeddings. Short numbers behind words such as {@code status}
 * or {@code exit code} stay, because they name a condition; so do up to two digits at the end of a
 * word ({@code utf8}, {@code s3}).
 */
// Like Redaction a scanner whose time grows with the text's length only.
public final class Masking {
  private static final Set<String> CODE_WORDS =
      Set.of("status", "code", "http", "exit", "exitcode", "statuscode", "errno", "error", "rc");
  private static final int CODE_DIGITS_MAX = 3;
  private static final int CODE_GAP_MAX = 8;
  private static final int CODE_WORD_MAX = 12;
  private static final int HEX_CHARS_MIN = 8;
  private static final Set<String> UNITS =
      Set.of(
          "ns", "us", "ms", "s", "sec", "min", "m", "h", "d", "k", "kb", "mb", "gb", "tb", "ki",
          "mi", "gi", "kib", "mib", "gib", "hz", "mhz", "ghz", "bps", "px", "x", "am", "pm", "st",
          "nd", "rd", "th", "w");

  private final String text;
  private final StringBuilder out;
  // Everything before it is in out.
  private int done;

  private Masking(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** The redacted and masked text. */
  public static String mask(String text) {
    return new Masking(Redaction.redact(text)).masked();
  }

  private String masked() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Chars.isAlnum(c)) {
        i = word(i, c);
      } else {
        i = address6(i, c) ? replace(i, FixedShapes.address6End(text, i), "<ip>") : i + 1;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private boolean address6(int at, char c) {
    return c == ':' && FixedShapes.address6End(text, at) > at;
  }

  private int word(int start, char first) {
    if (Chars.isHex(first)) {
      int uuid = FixedShapes.uuidEnd(text, start);
      if (uuid > start) {
        return replace(start, uuid, "<id>");
      }
      int address = FixedShapes.addressEnd(text, start);
      if (address > start) {
        return replace(start, address, "<ip>");
      }
    }
    int end = alnumEnd(start);
    if (!Chars.isDigit(first)) {
      return mixed(start, end);
    }
    int time = FixedShapes.timeEnd(text, start);
    return time > start ? replace(start, time, "<time>") : digitsFirst(start, end);
  }

  private int digitsFirst(int start, int end) {
    int digits = Chars.digitsEnd(text, start, end - start);
    if (digits == end) {
      return number(start, end);
    }
    if (UNITS.contains(text.substring(digits, end).toLowerCase(Locale.ROOT))) {
      replace(start, digits, "<num>");
      return end;
    }
    return replace(start, end, "<id>");
  }

  private int number(int start, int firstEnd) {
    int end = firstEnd;
    while (end + 1 < text.length()
        && (text.charAt(end) == '.' || text.charAt(end) == ',')
        && Chars.isDigit(text.charAt(end + 1))) {
      end = Chars.digitsEnd(text, end + 1, Integer.MAX_VALUE);
    }
    boolean code = firstEnd - start <= CODE_DIGITS_MAX && isCode(start);
    // The unit behind a decimal fraction is a word of its own, and stays.
    return code ? end : replace(start, end, "<num>");
  }

  private boolean isCode(int start) {
    int end = start;
    while (end > 0 && start - end < CODE_GAP_MAX && isCodeGap(text.charAt(end - 1))) {
      end--;
    }
    int begin = end;
    while (begin > 0 && end - begin < CODE_WORD_MAX && Chars.isLetter(text.charAt(begin - 1))) {
      begin--;
    }
    return begin < end && CODE_WORDS.contains(text.substring(begin, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isCodeGap(char c) {
    return !Chars.isAlnum(c) ? " \"':=/(._".indexOf(c) >= 0 : Chars.isDigit(c);
  }

  /** A word that begins with a letter. */
  private int mixed(int start, int end) {
    int digits = 0;
    int groups = 0;
    boolean hex = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      hex &= Chars.isHex(c);
      if (Chars.isDigit(c)) {
        digits++;
        groups += Chars.isDigit(text.charAt(i - 1)) ? 0 : 1;
      }
    }
    if (digits == 0) {
      return end;
    }
    boolean letterLast = !Chars.isDigit(text.charAt(end - 1));
    boolean id =
        (hex && (end - start >= HEX_CHARS_MIN || letterLast || groups > 1))
            || (end - start >= 16 && digits >= 3)
            || (end - start >= 5 && groups > 1);
    return id ? replace(start, end, "<id>") : longNumbersMasked(start, end);
  }

  private int longNumbersMasked(int start, int end) {
    int i = start;
    while (i < end) {
      int digits = Chars.digitsEnd(text, i, end - i);
      if (digits - i > 2) {
        replace(i, digits, "<num>");
      }
      i = Math.max(i + 1, digits);
    }
    return end;
  }

  private int alnumEnd(int start) {
    int end = start;
    while (end < text.length() && Chars.isAlnum(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int replace(int start, int end, String placeholder) {
    out.append(text, done, start).append(placeholder);
    done = end;
    return end;
  }
}
