package io.faultlore.engine.encode;

/** The character classes that redaction and masking agree on: ASCII, because secrets are. */
final class Chars {
  private Chars() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(char c) {
    return isUpper(c) || isLower(c);
  }

  static boolean isAlnum(char c) {
    return isDigit(c) || isLetter(c);
  }

  static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isWord(char c) {
    return isAlnum(c) || c == '_';
  }

  /** What API keys and tokens are made of. */
  static boolean isKey(char c) {
    return isWord(c) || c == '-' || c == '.' || c == '/' || c == '+' || c == '=' || c == '~';
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static int keyEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isKey(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The end of at most {@code max} digits. */
  static int digitsEnd(String text, int start, int max) {
    int end = start;
    while (end < text.length() && end - start < max && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
