package io.faultlore.receiver.demo;

import io.faultlore.receiver.demo.Field.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays fields out in rows and columns: names to the left, texts wrapped beside them. Where rows are
 * few, spare fields are left out from the end and long texts are cut.
 */
record Screen(int rows, int columns) {
  /** The terminal that every terminal can be. */
  static final Screen SMALLEST = new Screen(24, 80);

  private static final int INDENT = 12;
  private static final int LINES_PER_FIELD = 2;
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  /** A smaller size than {@link #SMALLEST} counts as that one. */
  Screen {
    rows = Math.max(24, rows);
    columns = Math.max(80, columns);
  }

  /**
   * The terminal's rows as text with colours, from the top; one less than there are, as the cursor
   * needs one.
   */
  List<String> draw(String title, List<Field> fields) {
    List<String> lines = new ArrayList<>();
    lines.add(BOLD + cut(title, columns) + PLAIN);
    for (Field field : fitting(fields)) {
      List<String> wrapped = wrap(field.text(), columns - INDENT, LINES_PER_FIELD);
      boolean headline = field.weight() == Weight.HEADLINE;
      for (int i = 0; i < wrapped.size(); i++) {
        String text = headline ? BOLD + wrapped.get(i) + PLAIN : wrapped.get(i);
        lines.add(field.name().isEmpty() && text.isEmpty() ? "" : name(field, i) + text);
      }
    }
    return lines.stream().limit(rows - 1L).toList();
  }

  /** The fields as lines without colours or bounds, for output that is no terminal. */
  List<String> tell(List<Field> fields) {
    List<String> lines = new ArrayList<>();
    for (Field field : fields) {
      List<String> wrapped = wrap(field.text(), columns - INDENT, Integer.MAX_VALUE);
      for (int i = 0; i < wrapped.size(); i++) {
        String name = i == 0 ? field.name() : "";
        lines.add((name + " ".repeat(INDENT - name.length()) + wrapped.get(i)).stripTrailing());
      }
    }
    return lines;
  }

  private static String name(Field field, int line) {
    return line > 0 || field.name().isEmpty()
        ? " ".repeat(INDENT)
        : DIM + field.name() + PLAIN + " ".repeat(INDENT - field.name().length());
  }

  /** All fields but the spare ones for which there is no room; the first of them come first. */
  private List<Field> fitting(List<Field> fields) {
    int left = rows - 2;
    for (Field field : fields) {
      left -= field.weight() == Weight.SPARE ? 0 : height(field);
    }
    List<Field> fitting = new ArrayList<>(fields);
    List<Field> spare = fields.stream().filter(f -> f.weight() == Weight.SPARE).toList();
    for (Field field : spare) {
      if (height(field) <= left) {
        left -= height(field);
      } else {
        fitting.remove(field);
      }
    }
    return fitting;
  }

  private int height(Field field) {
    return wrap(field.text(), columns - INDENT, LINES_PER_FIELD).size();
  }

  /** Breaks at spaces, and within words that are longer than a line. */
  private static List<String> wrap(String text, int width, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width && lines.size() + 1 < most) {
      int end = rest.lastIndexOf(' ', width);
      end = end <= 0 ? width : end;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(cut(rest, width));
    return lines;
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 3) + "...";
  }
}
