package io.faultlore.engine.encode;

import io.faultlore.engine.encode.Redaction.Found;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Secrets that are known by the name before them. */
final class NamedSecrets {
  /** Endings of names, in lower case and without separators. */
  private static final List<String> NAMES =
      List.of(
          """
          password passwd pwd passphrase passcode secret secretkey apikey accesskey privatekey \
          signingkey encryptionkey accountkey sharedkey subscriptionkey clientkey authorization \
          credential credentials cookie sessionid connectionstring cvv cvc"""
              .split(" "));

  /** What follows is often no secret: it must look like one. */
  private static final List<String> DOUBTFUL_NAMES = List.of("token", "accesskeyid");

  private static final Set<String> NO_SECRETS =
      Set.of(
          "null", "none", "nil", "true", "false", "undefined", "str", "string", "int", "optional");
  private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "token", "apikey");

  private static final int NAME_CHARS_MAX = 48;
  private static final int NAME_LETTERS_MAX = 20;
  private static final int GAP_CHARS_MAX = 8;
  private static final int VALUE_CHARS_MAX = 1024;
  private static final int ADDRESS_CHARS_MAX = 256;

  /** Most names end with another letter, and need no closer look. */
  private static final BitSet LAST_LETTERS = new BitSet(128);

  static {
    NAMES.forEach(name -> LAST_LETTERS.set(name.charAt(name.length() - 1)));
    DOUBTFUL_NAMES.forEach(name -> LAST_LETTERS.set(name.charAt(name.length() - 1)));
  }

  private NamedSecrets() {}

  /** The value behind a colon or equals sign, when the name before it says that it is a secret. */
  static @Nullable Found behind(String text, int separator) {
    Trust trust = trust(text, nameEnd(text, separator));
    return trust == Trust.NONE ? null : value(text, separator + 1, trust);
  }

  /** {@code password is X1!}, and {@code --password X} on a command line. */
  static @Nullable Found inProse(String text, int start, int end) {
    boolean option = start > 0 && text.charAt(start - 1) == '-';
    boolean is = text.startsWith(" is ", end);
    if ((!option || !text.startsWith(" ", end)) && !is) {
      return null;
    }
    if (trust(text, end) != Trust.FULL) {
      return null;
    }
    return is ? value(text, end + 4, Trust.DOUBTFUL) : value(text, end + 1, Trust.FULL);
  }

  /** The password of {@code scheme://user:password@host}. */
  static @Nullable Found inAddress(String text, int start) {
    int limit = Math.min(text.length(), start + ADDRESS_CHARS_MAX);
    int colon = -1;
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        return colon < 0 || i == colon + 1 ? null : new Found(colon + 1, i, Found.SECRET);
      }
      if (c == '/' || Chars.isBlank(c) || Chars.isQuote(c)) {
        return null;
      }
      if (c == ':' && colon < 0) {
        colon = i;
      }
    }
    return null;
  }

  private enum Trust {
    NONE,
    DOUBTFUL,
    FULL
  }

  /**
   * Whether the name that ends here says that a secret follows. Only its last letters are looked
   * at, without the separators between them.
   */
  private static Trust trust(String text, int nameEnd) {
    if (nameEnd == 0 || !LAST_LETTERS.get(text.charAt(nameEnd - 1) | 0x20)) {
      return Trust.NONE;
    }
    StringBuilder reversed = new StringBuilder(NAME_LETTERS_MAX);
    int first = Math.max(0, nameEnd - NAME_CHARS_MAX);
    for (int i = nameEnd - 1; i >= first && reversed.length() < NAME_LETTERS_MAX; i--) {
      char c = text.charAt(i);
      if (Chars.isAlnum(c)) {
        reversed.append(Chars.isUpper(c) ? (char) (c + 32) : c);
      } else if (c != '_' && c != '-' && c != '.' && c != ' ') {
        break;
      }
    }
    String name = reversed.reverse().toString();
    if (NAMES.stream().anyMatch(name::endsWith)) {
      return Trust.FULL;
    }
    return DOUBTFUL_NAMES.stream().anyMatch(name::endsWith) ? Trust.DOUBTFUL : Trust.NONE;
  }

  private static int nameEnd(String text, int separator) {
    int end = separator;
    while (end > 0 && separator - end < GAP_CHARS_MAX && isGap(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\\' || c == ']' || Chars.isQuote(c);
  }

  private static @Nullable Found value(String text, int from, Trust trust) {
    int start = from;
    char quote = 0;
    while (start < text.length() && start - from < GAP_CHARS_MAX && opens(text.charAt(start))) {
      quote = Chars.isQuote(text.charAt(start)) ? text.charAt(start) : quote;
      start++;
    }
    int end = valueEnd(text, start, quote);
    String value = text.substring(start, end);
    if (quote == 0 && SCHEMES.contains(value.toLowerCase(Locale.ROOT)) && end + 1 < text.length()) {
      start = end + 1;
      end = valueEnd(text, start, quote);
      value = text.substring(start, end);
    }
    return isSecret(value, trust) ? new Found(start, end, Found.SECRET) : null;
  }

  private static boolean opens(char c) {
    return c == ' ' || c == '=' || c == '>' || c == ':' || c == '\\' || Chars.isQuote(c);
  }

  private static int valueEnd(String text, int start, char quote) {
    int limit = Math.min(text.length(), start + VALUE_CHARS_MAX);
    int end = start;
    while (end < limit && !closes(text, end, quote)) {
      end++;
    }
    if (end < text.length() && end > start && text.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  private static boolean closes(String text, int at, char quote) {
    char c = text.charAt(at);
    if (quote != 0) {
      return c == quote || c == '\n';
    }
    return Chars.isBlank(c) || Chars.isQuote(c) || ",;&)}]<".indexOf(c) >= 0;
  }

  private static boolean isSecret(String value, Trust trust) {
    if (value.isBlank()
        || value.startsWith("[secret")
        || value.startsWith("${")
        || NO_SECRETS.contains(value.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return trust == Trust.FULL || looksLikeOne(value);
  }

  private static boolean looksLikeOne(String value) {
    boolean digits = true;
    boolean plain = true;
    for (int i = 0; i < value.length(); i++) {
      digits &= Chars.isDigit(value.charAt(i));
      plain &= Chars.isLetter(value.charAt(i));
    }
    return value.length() >= 6 && !digits && (!plain || value.length() >= 16);
  }
}
