package io.faultlore.engine.signal;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

/**
 * Prints a {@link Value} as JSON text, so that a structured attribute reads like its string form.
 */
final class JsonText {
  private JsonText() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Value.Bool(boolean bool) -> String.valueOf(bool);
      case Value.Int(long number) -> String.valueOf(number);
      case Value.Real(double number) -> Double.isFinite(number) ? String.valueOf(number) : "null";
      case Value.Bytes(String hex) -> quoted(hex);
      case Value.Array(var values) ->
          values.stream().map(JsonText::of).collect(joining(",", "[", "]"));
      case Value.Map(Attributes entries) ->
          IntStream.range(0, entries.size())
              .mapToObj(i -> quoted(entries.key(i)) + ":" + of(entries.value(i)))
              .collect(joining(",", "{", "}"));
      case Value.Empty() -> "null";
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    // Most texts need no escape: what lies between two is copied at once.
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, copied, i).append(escape(c));
        copied = i + 1;
      }
    }
    return out.append(text, copied, text.length()).append('"').toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
