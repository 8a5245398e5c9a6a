package io.faultlore.engine.encode;

import io.faultlore.engine.encode.Redaction.Found;
import org.jspecify.annotations.Nullable;

/** Private key blocks in PEM form, also those whose end was cut off. */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final int TITLE_CHARS_MAX = 48;

  private final String text;
  // Where the next end mark is, so that many beginnings without an end cost one search.
  private int nextEnd = -1;

  PrivateKeys(String text) {
    this.text = text;
  }

  @Nullable Found at(int start) {
    if (!text.startsWith(BEGIN, start)) {
      return null;
    }
    int titleEnd =
        text.indexOf(
            "-----", start + BEGIN.length(), Math.min(text.length(), start + TITLE_CHARS_MAX));
    if (titleEnd < 0 || !text.substring(start, titleEnd).contains("PRIVATE KEY")) {
      return null;
    }
    if (nextEnd < start) {
      int found = text.indexOf(END, titleEnd);
      nextEnd = found < 0 ? text.length() : found;
    }
    return new Found(start, endOfBlock(), Found.SECRET);
  }

  private int endOfBlock() {
    if (nextEnd == text.length()) {
      return nextEnd;
    }
    int from = nextEnd + END.length();
    int end = text.indexOf("-----", from, Math.min(text.length(), from + TITLE_CHARS_MAX));
    return end < 0 ? text.length() : end + "-----".length();
  }
}
