package io.faultlore.engine.encode;

import io.faultlore.engine.encode.Redaction.Found;
import org.jspecify.annotations.Nullable;

/** Data about people that has a form of its own. */
final class PersonalData {
  private static final int LOCAL_PART_MAX = 64; // RFC 5321, 4.5.3.1.1
  private static final int DOMAIN_MAX = 255; // RFC 5321, 4.5.3.1.2
  private static final int CARD_DIGITS_MIN = 13; // ISO/IEC 7812
  private static final int CARD_DIGITS_MAX = 19;
  private static final int IBAN_CHARS_MIN = 15; // ISO 13616
  private static final int IBAN_CHARS_MAX = 34;

  private PersonalData() {}

  static @Nullable Found email(String text, int at) {
    int start = at;
    while (start > 0 && at - start < LOCAL_PART_MAX && isLocalPart(text.charAt(start - 1))) {
      start--;
    }
    int limit = Math.min(text.length(), at + 1 + DOMAIN_MAX);
    int end = at + 1;
    int dot = -1;
    while (end < limit && isDomain(text.charAt(end))) {
      dot =
          text.charAt(end) == '.' && end + 1 < limit && Chars.isLetter(text.charAt(end + 1))
              ? end
              : dot;
      end++;
    }
    while (end > dot && dot > 0 && !Chars.isLetter(text.charAt(end - 1))) {
      end--;
    }
    return start < at && dot > at + 1 && end - dot > 2 ? new Found(start, end, "[email]") : null;
  }

  private static boolean isLocalPart(char c) {
    return Chars.isWord(c) || c == '.' || c == '-' || c == '+' || c == '%';
  }

  private static boolean isDomain(char c) {
    return Chars.isAlnum(c) || c == '.' || c == '-';
  }

  /** A payment card, or a US social security number. */
  static @Nullable Found number(String text, int start) {
    Found card = card(text, start);
    return card != null ? card : socialSecurity(text, start);
  }

  private static @Nullable Found card(String text, int start) {
    // A card is grouped at most by fours, so most numbers end here.
    int group = Chars.digitsEnd(text, start, CARD_DIGITS_MAX + 1) - start;
    if (group < 4 || (group > 6 && group < CARD_DIGITS_MIN)) {
      return null;
    }
    StringBuilder digits = new StringBuilder(CARD_DIGITS_MAX);
    int end = start;
    int last = start;
    while (end < text.length() && digits.length() <= CARD_DIGITS_MAX) {
      char c = text.charAt(end);
      if (Chars.isDigit(c)) {
        digits.append(c);
        last = end + 1;
      } else if ((c != ' ' && c != '-') || end != last) {
        break;
      }
      end++;
    }
    boolean ends = last == text.length() || !Chars.isWord(text.charAt(last));
    return ends && isIssued(digits) && passesLuhn(digits) ? new Found(start, last, "[card]") : null;
  }

  /** Without the issuers' ranges every tenth long number would count as a card. */
  private static boolean isIssued(CharSequence digits) {
    int length = digits.length();
    if (length < CARD_DIGITS_MIN || length > CARD_DIGITS_MAX) {
      return false;
    }
    int two = (digits.charAt(0) - '0') * 10 + digits.charAt(1) - '0';
    return switch (two / 10) {
      case 4 -> length == 13 || length == 16 || length == 19;
      case 5 -> two >= 51 && two <= 55 && length == 16;
      case 2 -> two >= 22 && two <= 27 && length == 16;
      case 3 ->
          ((two == 34 || two == 37) && length == 15)
              || (two == 35 && length == 16)
              || ((two == 30 || two == 36 || two == 38) && length == 14);
      case 6 -> (two == 60 || two == 62 || two == 64 || two == 65) && length >= 16;
      default -> false;
    };
  }

  private static boolean passesLuhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private static @Nullable Found socialSecurity(String text, int start) {
    int end = start + 11;
    if (end > text.length() || text.charAt(start + 3) != '-' || text.charAt(start + 6) != '-') {
      return null;
    }
    for (int i = start; i < end; i++) {
      if (i != start + 3 && i != start + 6 && !Chars.isDigit(text.charAt(i))) {
        return null;
      }
    }
    boolean ends = end == text.length() || !Chars.isWord(text.charAt(end));
    return ends ? new Found(start, end, "[ssn]") : null;
  }

  static @Nullable Found iban(String text, int start) {
    if (start + IBAN_CHARS_MIN > text.length()
        || !Chars.isUpper(text.charAt(start))
        || !Chars.isUpper(text.charAt(start + 1))
        || !Chars.isDigit(text.charAt(start + 2))
        || !Chars.isDigit(text.charAt(start + 3))) {
      return null;
    }
    StringBuilder account = new StringBuilder(IBAN_CHARS_MAX);
    int end = start;
    Found longest = null;
    while (end < text.length() && account.length() < IBAN_CHARS_MAX) {
      char c = text.charAt(end);
      if (Chars.isDigit(c) || Chars.isUpper(c)) {
        account.append(c);
        boolean ends = end + 1 == text.length() || !Chars.isWord(text.charAt(end + 1));
        if (ends && account.length() >= IBAN_CHARS_MIN && passesMod97(account)) {
          longest = new Found(start, end + 1, "[iban]");
        }
      } else if (c != ' ' || account.length() % 4 != 0) {
        break;
      }
      end++;
    }
    return longest;
  }

  private static boolean passesMod97(CharSequence account) {
    int rest = 0;
    for (int i = 0; i < account.length(); i++) {
      char c = account.charAt((i + 4) % account.length());
      int value = Chars.isDigit(c) ? c - '0' : c - 'A' + 10;
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }
}
