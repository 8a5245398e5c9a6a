package io.faultlore.engine.encode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets and personal data by {@code [secret]}, {@code [email]}, {@code [card]}, {@code
 * [iban]} and {@code [ssn]}: the form in which a text may be stored or shown.
 *
 * <p>Found are private key blocks, keys with a well-known prefix, JSON web tokens, bearer and basic
 * credentials, passwords in addresses, values behind names such as {@code password} or {@code
 * api_key}, long random-looking words, e-mail addresses, payment cards (Luhn), IBANs (mod 97) and
 * US social security numbers. A secret that looks like a common word and has no name before it
 * cannot be found.
 */
// A hand-written scanner: its time grows with the text's length only, whatever a sender puts into
// it. Each recogniser either looks a bounded way ahead, or consumes what it has read.
public final class Redaction {
  private final String text;
  private final PrivateKeys privateKeys;
  private final List<Found> hits = new ArrayList<>();
  private int redactedTo;

  private Redaction(String text) {
    this.text = text;
    this.privateKeys = new PrivateKeys(text);
  }

  /** The text without secrets; the same object when there are none. */
  public static String redact(String text) {
    Redaction redaction = new Redaction(text);
    redaction.scan();
    return redaction.hits.isEmpty() ? text : redaction.replaced();
  }

  private void scan() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean wordBegins = Chars.isWord(c) && (i == 0 || !Chars.isWord(text.charAt(i - 1)));
      Found hit = wordBegins ? atWord(i, c) : atMark(i, c);
      if (hit != null && hit.end() > redactedTo) {
        hits.add(new Found(Math.max(hit.start(), redactedTo), hit.end(), hit.placeholder()));
        redactedTo = hit.end();
        i = hit.end();
      } else {
        i = wordBegins ? Chars.wordEnd(text, i) : i + 1;
      }
    }
  }

  private @Nullable Found atMark(int at, char mark) {
    return switch (mark) {
      case '@' -> PersonalData.email(text, at);
      case '=' -> NamedSecrets.behind(text, at);
      case ':' ->
          text.startsWith("://", at)
              ? NamedSecrets.inAddress(text, at + 3)
              : NamedSecrets.behind(text, at);
      case '-' -> privateKeys.at(at);
      default -> null;
    };
  }

  private @Nullable Found atWord(int at, char first) {
    if (Chars.isDigit(first)) {
      Found number = PersonalData.number(text, at);
      if (number != null) {
        return number;
      }
    }
    Found account = PersonalData.iban(text, at);
    if (account != null) {
      return account;
    }
    Found key = KnownKeys.at(text, at);
    if (key != null) {
      return key;
    }
    int end = Chars.wordEnd(text, at);
    return KnownKeys.looksRandom(text, at, end)
        ? new Found(at, end, Found.SECRET)
        : NamedSecrets.inProse(text, at, end);
  }

  private String replaced() {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (Found hit : hits) {
      out.append(text, from, hit.start()).append(hit.placeholder());
      from = hit.end();
    }
    return out.append(text, from, text.length()).toString();
  }

  /** {@code text[start, end)} becomes the placeholder. */
  record Found(int start, int end, String placeholder) {
    static final String SECRET = "[secret]";
  }
}
