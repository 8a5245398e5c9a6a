package io.faultlore.engine.step;

/** Cuts long texts in the middle: what matters stands at the head and at the tail. */
final class Texts {
  private final StepConfig config;

  Texts(StepConfig config) {
    this.config = config;
  }

  String text(String text) {
    return headAndTail(text, config.textCharsMax());
  }

  String system(String text) {
    return headAndTail(text, config.systemCharsMax());
  }

  /** At most {@code max} characters of the text; surrogate pairs are not torn apart. */
  static String headAndTail(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    String mark = "\n[" + (text.length() - max) + " characters cut]\n";
    int room = Math.max(0, max - mark.length());
    int head = room / 2;
    int tail = text.length() - (room - head);
    if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
      head--;
    }
    if (tail < text.length() && Character.isLowSurrogate(text.charAt(tail))) {
      tail++;
    }
    return text.substring(0, head) + mark + text.substring(tail);
  }
}
