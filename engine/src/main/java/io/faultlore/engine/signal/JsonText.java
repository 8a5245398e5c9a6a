package io.faultlore.engine.signal;

/**
 * Prints a {@link Value} as JSON text, so that a structured attribute reads like its string form.
 */
final class JsonText {
  private JsonText() {}

  static String of(Value value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  private static void append(Value value, StringBuilder out) {
    switch (value) {
      case Value.Text(String text) -> quote(text, out);
      case Value.Bool(boolean bool) -> out.append(bool);
      case Value.Int(long number) -> out.append(number);
      case Value.Real(double number) -> out.append(Double.isFinite(number) ? number : "null");
      case Value.Bytes(String hex) -> quote(hex, out);
      case Value.Array array -> {
        out.append('[');
        for (int i = 0; i < array.values().size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          append(array.values().get(i), out);
        }
        out.append(']');
      }
      case Value.Map map -> {
        out.append('{');
        for (int i = 0; i < map.entries().size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          quote(map.entries().key(i), out);
          out.append(':');
          append(map.entries().value(i), out);
        }
        out.append('}');
      }
      case Value.Empty() -> out.append("null");
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    // Most texts need no escape: what lies between two is copied at once.
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, copied, i).append(escape(c));
        copied = i + 1;
      }
    }
    out.append(text, copied, text.length()).append('"');
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
