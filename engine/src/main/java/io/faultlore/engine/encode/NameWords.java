package io.faultlore.engine.encode;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The hashed words of a name, without what is masked in it. */
final class NameWords {
  private static final Pattern MASK = Pattern.compile("<[a-z]+>");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

  private NameWords() {}

  /** Each word once, by hash; a name without any word is one word. */
  static int[] of(String name) {
    String masked = MASK.matcher(Masking.mask(name)).replaceAll(" ").toLowerCase(Locale.ROOT);
    int[] words =
        Arrays.stream(NO_WORD.split(masked))
            .filter(word -> !word.isEmpty())
            .mapToInt(String::hashCode)
            .sorted()
            .distinct()
            .toArray();
    return words.length == 0 ? new int[] {masked.strip().hashCode()} : words;
  }
}
