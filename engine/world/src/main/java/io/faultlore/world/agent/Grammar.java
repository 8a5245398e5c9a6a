package io.faultlore.world.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A grammar of sentences, read from {@code wordings.txt}: {@code [symbol]} and its alternatives,
 * one a line; {@code <symbol>} is another symbol, {@code {slot}} a value, {@code (...)?} may be
 * left out. Even lines of a symbol are the first half of its wordings, odd lines the second.
 */
final class Grammar {
  private static final String FILE = "wordings.txt";
  private static final String MARKS = ",.;:!?";

  private final Map<String, List<String>> alternatives = new TreeMap<>();

  private Grammar() {}

  /**
   * @throws IllegalStateException a symbol is used that has no alternatives
   */
  static Grammar load() {
    try (InputStream in = Objects.requireNonNull(Grammar.class.getResourceAsStream(FILE), FILE)) {
      Grammar grammar = new Grammar();
      grammar.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return grammar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        lines = new ArrayList<>();
        alternatives.put(line.substring(1, line.length() - 1), lines);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
  }

  /** Wordings by symbol, in the order of the file. */
  Map<String, List<String>> alternatives() {
    return Collections.unmodifiableMap(alternatives);
  }

  /** Part of a sentence; slots without a value are left empty. */
  String part(
      String symbol, SequencedMap<String, String> slots, Wording wording, RandomGenerator chance) {
    StringBuilder out = new StringBuilder();
    expand(choose(symbol, wording, chance), slots, wording, chance, out);
    return out.toString();
  }

  /** A sentence, or several. */
  String say(
      String symbol, SequencedMap<String, String> slots, Wording wording, RandomGenerator chance) {
    return polished(part(symbol, slots, wording, chance));
  }

  private String choose(String symbol, Wording wording, RandomGenerator chance) {
    List<String> all = alternatives.getOrDefault(symbol, List.of());
    if (all.isEmpty()) {
      throw new IllegalStateException("no wording for " + symbol);
    }
    if (wording == Wording.ALL || all.size() == 1) {
      return Chance.one(all, chance);
    }
    int half = wording.speaks(0) ? 0 : 1;
    int count = (all.size() + 1 - half) / 2;
    return all.get(2 * chance.nextInt(count) + half);
  }

  private void expand(
      String template,
      SequencedMap<String, String> slots,
      Wording wording,
      RandomGenerator chance,
      StringBuilder out) {
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      int end = c == '<' ? template.indexOf('>', i) : c == '{' ? template.indexOf('}', i) : -1;
      if (c == '(' && template.indexOf(")?", i) > 0) {
        end = template.indexOf(")?", i);
        // Drawn before it is known whether it is needed, so that every clause costs one draw.
        if (chance.nextBoolean()) {
          expand(template.substring(i + 1, end), slots, wording, chance, out);
        }
        i = end + 1;
      } else if (end < 0) {
        out.append(c);
      } else {
        String name = template.substring(i + 1, end);
        if (c == '{') {
          out.append(slots.getOrDefault(name, ""));
        } else {
          expand(choose(name, wording, chance), slots, wording, chance, out);
        }
        i = end;
      }
    }
  }

  /** One space between words, a capital at the start of each sentence. */
  private static String polished(CharSequence raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != ' ' || !isLoose(raw, i)) {
        out.append(raw.charAt(i));
      }
    }
    for (int i = 0; i < out.length(); i++) {
      boolean starts = i == 0 || (i > 1 && out.charAt(i - 1) == ' ' && ends(out.charAt(i - 2)));
      if (starts && Character.isLowerCase(out.charAt(i)) && !inPath(out, i)) {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }

  /** A space before another, before a mark that stands alone, or at an end of the text. */
  private static boolean isLoose(CharSequence raw, int space) {
    int next = space + 1;
    if (next == raw.length() || space == 0 || raw.charAt(next) == ' ') {
      return true;
    }
    boolean mark = MARKS.indexOf(raw.charAt(next)) >= 0;
    return mark && (next + 1 == raw.length() || raw.charAt(next + 1) == ' ');
  }

  private static boolean ends(char c) {
    return c == '.' || c == '!' || c == '?';
  }

  /** Names such as {@code conf/a.conf} and {@code max_size} are written as they are. */
  private static boolean inPath(CharSequence text, int start) {
    for (int i = start; i < text.length() && text.charAt(i) != ' '; i++) {
      if (text.charAt(i) == '_' || text.charAt(i) == '/') {
        return true;
      }
    }
    return false;
  }
}
