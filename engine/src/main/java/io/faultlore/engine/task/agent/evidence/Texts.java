package io.faultlore.engine.task.agent.evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words, numbers and names of a text; counts of patterns. Nothing here depends on a language model.
 */
final class Texts {
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");
  private static final Pattern NAME =
      Pattern.compile("\\b\\p{Lu}[\\p{L}\\p{N}]*(?:[-'_]\\p{L}+)*|[\"'“]([^\"'“”\\n]{3,40})[\"'”]");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Texts() {}

  /** Lower-case runs of letters, at least two long; a run of digits becomes {@code 0}. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    boolean digits = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean digit = Character.isDigit(c);
      boolean part = digit || Character.isLetter(c) || c == '_';
      if (start >= 0 && (!part || digit != digits)) {
        add(words, text, start, i, digits);
        start = -1;
      }
      if (part && start < 0) {
        start = i;
        digits = digit;
      }
    }
    return words;
  }

  private static void add(List<String> words, String text, int start, int end, boolean digits) {
    if (digits) {
      words.add("0");
    } else if (end - start >= 2 && end - start <= 40) {
      words.add(text.substring(start, end).toLowerCase(Locale.ROOT));
    }
  }

  /** Numbers with at least two digits, without separators of thousands. */
  static Set<String> numbers(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String number = matcher.group().replace(",", "");
      if (number.length() >= 2) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Capitalised words of four letters and more, and short quotations; lower-case. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group();
      if (name.length() >= 4) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** The text with single spaces. */
  static String spaced(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  /** The text without any space. */
  static String unspaced(String text) {
    return SPACE.matcher(text).replaceAll("");
  }

  /** The text with digits as 0 and single spaces, so that two of a kind are equal. */
  static String masked(String text) {
    return spaced(DIGITS.matcher(text).replaceAll("0"));
  }

  static int count(Pattern pattern, String text) {
    int count = 0;
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** Share of the first set's members that the second holds, 0 when the first is empty. */
  static double covered(Set<String> wanted, Set<String> holder) {
    if (wanted.isEmpty()) {
      return 0;
    }
    int found = 0;
    for (String one : wanted) {
      found += holder.contains(one) ? 1 : 0;
    }
    return (double) found / wanted.size();
  }

  /** At most {@code max} characters: the head, and the last third from the tail. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int tail = max / 3;
    return text.substring(0, max - tail - 1) + "…" + text.substring(text.length() - tail);
  }

  /** The last {@code max} characters. */
  static String tail(String text, int max) {
    return text.length() <= max ? text : text.substring(text.length() - max);
  }

  /** One line of at most {@code max} characters around the first match, for evidence sentences. */
  static String quote(Pattern pattern, String text, int max) {
    Matcher matcher = pattern.matcher(text);
    int start = matcher.find() ? matcher.start() : 0;
    String line = SPACE.matcher(text.substring(start)).replaceAll(" ").strip();
    return line.length() <= max ? line : line.substring(0, max - 1) + "…";
  }
}
