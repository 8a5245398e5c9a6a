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
  private static final int UNIT_CHARS_MAX = 3;

  private final String text;
  private final StringBuilder out;

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
      if (!Chars.isAlnum(c)) {
        i = address6(i, c) ? replace(FixedShapes.address6End(text, i), "<ip>") : copy(i, i + 1);
      } else {
        i = word(i, c);
      }
    }
    return out.toString();
  }

  private boolean address6(int at, char c) {
    return c == ':' && FixedShapes.address6End(text, at) > at;
  }

  private int word(int start, char first) {
    if (Chars.isHex(first)) {
      int uuid = FixedShapes.uuidEnd(text, start);
      if (uuid > start) {
        return replace(uuid, "<id>");
      }
      int address = FixedShapes.addressEnd(text, start);
      if (address > start) {
        return replace(address, "<ip>");
      }
    }
    if (Chars.isDigit(first)) {
      int time = FixedShapes.timeEnd(text, start);
      return time > start ? replace(time, "<time>") : digitsFirst(start);
    }
    return mixed(start, alnumEnd(start));
  }

  private int digitsFirst(int start) {
    int end = alnumEnd(start);
    int digits = Chars.digitsEnd(text, start, Integer.MAX_VALUE);
    if (digits == end) {
      return number(start, end);
    }
    boolean unit = end - digits <= UNIT_CHARS_MAX && !hasDigit(digits, end);
    if (unit) {
      replace(digits, "<num>");
      return copy(digits, end);
    }
    boolean hexNumber = text.startsWith("0x", start) || text.startsWith("0X", start);
    return hexNumber ? replace(end, "<id>") : mixed(start, end);
  }

  private int number(int start, int firstEnd) {
    int end = firstEnd;
    while (end + 1 < text.length()
        && (text.charAt(end) == '.' || text.charAt(end) == ',')
        && Chars.isDigit(text.charAt(end + 1))) {
      end = Chars.digitsEnd(text, end + 1, Integer.MAX_VALUE);
    }
    return firstEnd - start <= CODE_DIGITS_MAX && isCode(start)
        ? copy(start, end)
        : replace(end, "<num>");
  }

  private boolean isCode(int start) {
    int end = start;
    while (end > 0 && start - end < CODE_GAP_MAX && isCodeGap(text.charAt(end - 1))) {
      end--;
    }
    int begin = end;
    while (begin > 0 && end - begin < CODE_WORD_MAX && isLetter(text.charAt(begin - 1))) {
      begin--;
    }
    return begin < end && CODE_WORDS.contains(text.substring(begin, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isCodeGap(char c) {
    return !Chars.isAlnum(c) ? " \"':=/(._".indexOf(c) >= 0 : Chars.isDigit(c);
  }

  private static boolean isLetter(char c) {
    return Chars.isUpper(c) || Chars.isLower(c);
  }

  /** A word of letters and digits, or of letters only. */
  private int mixed(int start, int end) {
    int digits = 0;
    int groups = 0;
    boolean hex = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      hex &= Chars.isHex(c);
      if (Chars.isDigit(c)) {
        digits++;
        groups += i == start || !Chars.isDigit(text.charAt(i - 1)) ? 1 : 0;
      }
    }
    if (digits == 0) {
      return copy(start, end);
    }
    boolean id =
        (hex && end - start >= HEX_CHARS_MIN)
            || (end - start >= 16 && digits >= 3)
            || (end - start >= 5 && groups >= 2);
    return id ? replace(end, "<id>") : digitsMasked(start, end);
  }

  private int digitsMasked(int start, int end) {
    int i = start;
    while (i < end) {
      int digitsEnd = Chars.digitsEnd(text, i, end - i);
      if (digitsEnd == i) {
        i = copy(i, i + 1);
      } else if (i > start && digitsEnd - i <= 2) {
        i = copy(i, digitsEnd);
      } else {
        i = replace(digitsEnd, "<num>");
      }
    }
    return end;
  }

  private boolean hasDigit(int start, int end) {
    return KnownKeys.hasDigit(text, start, end);
  }

  private int alnumEnd(int start) {
    int end = start;
    while (end < text.length() && Chars.isAlnum(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int copy(int start, int end) {
    out.append(text, start, end);
    return end;
  }

  private int replace(int end, String placeholder) {
    out.append(placeholder);
    return end;
  }
}
