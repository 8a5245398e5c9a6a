package io.faultlore.engine.step.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of an attribute's key, or of a name: {@code spring.ai.toolCall_id} has five. */
final class KeyWords {
  private KeyWords() {}

  /** Lower-case words; indices of flattened lists and what stands behind the first are left out. */
  static List<String> of(String key) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= key.length(); i++) {
      char c = i < key.length() ? key.charAt(i) : '.';
      boolean part = Character.isLetterOrDigit(c);
      boolean hump = part && i > 0 && Character.isUpperCase(c) && !isCapitalBefore(key, i);
      if (start >= 0 && (!part || hump)) {
        String word = key.substring(start, i).toLowerCase(Locale.ROOT);
        if (Character.isDigit(word.charAt(0))) {
          return words;
        }
        words.add(word);
        start = -1;
      }
      if (part && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** The key of a flattened list or object, up to its first index. */
  static String base(String key) {
    for (int i = 1; i < key.length(); i++) {
      if (key.charAt(i - 1) == '.' && Character.isDigit(key.charAt(i))) {
        return key.substring(0, i - 1);
      }
    }
    return key;
  }

  /** Inside "LLMCall" a word begins where a capital is followed by a small letter. */
  private static boolean isCapitalBefore(String key, int i) {
    boolean smallNext = i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1));
    return Character.isUpperCase(key.charAt(i - 1)) && !smallNext;
  }
}
