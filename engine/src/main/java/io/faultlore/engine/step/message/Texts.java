package io.faultlore.engine.step.message;

/** Cuts long texts in the middle: what matters stands at the head and at the tail. */
public final class Texts {
  private Texts() {}

  /** At most {@code max} characters of the text; surrogate pairs are not torn apart. */
  public static String cut(String text, int max) {
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
