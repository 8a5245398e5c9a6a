package io.faultlore.engine.encode;

/**
 * Ids, addresses and times that have a fixed shape. Each method gives the end of the shape that
 * begins at {@code start}, or {@code start} when there is none; none looks further than 64
 * characters.
 */
final class FixedShapes {
  private static final String UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  private static final int ADDRESS6_CHARS_MAX = 45;

  private FixedShapes() {}

  static int uuidEnd(String text, int start) {
    int end = start + UUID.length();
    if (end > text.length()) {
      return start;
    }
    for (int i = start; i < end; i++) {
      boolean fits =
          UUID.charAt(i - start) == 'x' ? Chars.isHex(text.charAt(i)) : text.charAt(i) == '-';
      if (!fits) {
        return start;
      }
    }
    return ends(text, end) ? end : start;
  }

  /** IPv4 or IPv6, with the port. */
  static int addressEnd(String text, int start) {
    int end = start;
    for (int part = 0; part < 4; part++) {
      int digits = Chars.digitsEnd(text, end, 3);
      boolean dot = part == 3 || (digits < text.length() && text.charAt(digits) == '.');
      if (digits == end || !dot) {
        return address6End(text, start);
      }
      end = part == 3 ? digits : digits + 1;
    }
    if (!ends(text, end)) {
      return start;
    }
    int port =
        end < text.length() && text.charAt(end) == ':' ? Chars.digitsEnd(text, end + 1, 5) : end;
    return port > end + 1 ? port : end;
  }

  /** Groups of hexadecimal digits and at least three colons: IPv6, or a hardware address. */
  static int address6End(String text, int start) {
    int end = start;
    int colons = 0;
    int digits = 0;
    int limit = Math.min(text.length(), start + ADDRESS6_CHARS_MAX);
    while (end < limit && (Chars.isHex(text.charAt(end)) || text.charAt(end) == ':')) {
      colons += text.charAt(end) == ':' ? 1 : 0;
      digits += Chars.isDigit(text.charAt(end)) ? 1 : 0;
      end++;
    }
    boolean shortened = text.startsWith("::", start) && digits > 0;
    return (colons >= 3 || shortened) && digits > 0 && ends(text, end) ? end : start;
  }

  /** A date, a time of day, or both with a zone, as in ISO 8601. */
  static int timeEnd(String text, int start) {
    int date = dateEnd(text, start);
    if (date == start) {
      return clockEnd(text, start);
    }
    boolean joined = date < text.length() && (text.charAt(date) == 'T' || text.charAt(date) == ' ');
    if (!joined) {
      return date;
    }
    int clock = clockEnd(text, date + 1);
    return clock > date + 1 ? clock : text.charAt(date) == 'T' ? start : date;
  }

  private static int dateEnd(String text, int start) {
    int end = start + 10;
    if (end > text.length() || Chars.digitsEnd(text, start, 4) != start + 4) {
      return start;
    }
    char mark = text.charAt(start + 4);
    boolean fits =
        (mark == '-' || mark == '/')
            && Chars.digitsEnd(text, start + 5, 2) == start + 7
            && text.charAt(start + 7) == mark
            && Chars.digitsEnd(text, start + 8, 2) == end;
    return fits && (end == text.length() || !Chars.isDigit(text.charAt(end))) ? end : start;
  }

  private static int clockEnd(String text, int start) {
    if (start + 8 > text.length()) {
      return start;
    }
    for (int i = 0; i < 8; i++) {
      char c = text.charAt(start + i);
      if (i % 3 == 2 ? c != ':' : !Chars.isDigit(c)) {
        return start;
      }
    }
    int end = start + 8;
    if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
      int fraction = Chars.digitsEnd(text, end + 1, 9);
      end = fraction > end + 1 ? fraction : end;
    }
    return zoneEnd(text, end);
  }

  private static int zoneEnd(String text, int start) {
    if (start == text.length()) {
      return start;
    }
    char c = text.charAt(start);
    if (c == 'Z') {
      return start + 1;
    }
    if (c != '+' && c != '-') {
      return start;
    }
    int hours = Chars.digitsEnd(text, start + 1, 2);
    if (hours != start + 3) {
      return start;
    }
    int minutes = hours < text.length() && text.charAt(hours) == ':' ? hours + 1 : hours;
    int end = Chars.digitsEnd(text, minutes, 2);
    return end == minutes + 2 ? end : hours;
  }

  private static boolean ends(String text, int end) {
    return end == text.length() || !Chars.isWord(text.charAt(end));
  }
}
