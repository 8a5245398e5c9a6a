package io.faultlore.engine.encode;

/** Cuts what is too long in the middle: beginnings say what was asked, ends say how it went. */
final class HeadAndTail {
  private HeadAndTail() {}

  /**
   * The text itself, or its first and last {@code maxChars / 2} characters with a blank between.
   */
  static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int half = maxChars / 2;
    return text.substring(0, half) + " " + text.substring(text.length() - half);
  }

  /** The tokens themselves, or the first and last of them, {@code max} in all. */
  static long[] cut(long[] tokens, int max) {
    if (tokens.length <= max) {
      return tokens;
    }
    long[] kept = new long[max];
    int tail = max / 2;
    int head = max - tail;
    System.arraycopy(tokens, 0, kept, 0, head);
    System.arraycopy(tokens, tokens.length - tail, kept, head, tail);
    return kept;
  }
}
