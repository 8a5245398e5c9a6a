package io.faultlore.engine.encode;

import io.faultlore.engine.encode.Redaction.Found;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets that are known by their own looks. */
final class KnownKeys {
  /** As the issuers document them; the number is how many characters follow at least. */
  private static final List<Prefix> PREFIXES =
      """
      AWS access keys: AKIA 16, ASIA 16
      Google: AIza 30, ya29. 20, GOCSPX- 16
      OpenAI and Anthropic, among others: sk- 16
      Stripe: sk_live_ 10, sk_test_ 10, rk_live_ 10, rk_test_ 10, whsec_ 16
      GitHub: ghp_ 20, gho_ 20, ghu_ 20, ghs_ 20, ghr_ 20, github_pat_ 20
      GitLab: glpat- 16
      Grafana: glsa_ 20, glc_ 20
      Slack: xoxb- 10, xoxp- 10, xoxa- 10, xoxr- 10, xoxs- 10, xapp- 10
      Hugging Face: hf_ 20
      npm and PyPI: npm_ 30, pypi- 30
      SendGrid: SG. 30
      DigitalOcean: dop_v1_ 30
      Shopify: shpat_ 20
      Groq: gsk_ 20
      NVIDIA: nvapi- 20
      Tavily: tvly- 20
      LangSmith: lsv2_ 20
      Langfuse: pk-lf- 16, sk-lf- 16
      Vault: hvs. 20
      age: AGE-SECRET-KEY- 20
      a JSON object in base64 (tokens, and first of all JSON web tokens): eyJ 20
      """
          .lines()
          .flatMap(line -> Stream.of(line.substring(line.indexOf(": ") + 2).split(", ")))
          .map(Prefix::of)
          .toList();

  /** No hash of hexadecimal digits and hardly any name has three kinds of characters so mixed. */
  private static final int RANDOM_CHARS_MIN = 24;

  private static final int RANDOM_CHANGES_MIN = 8;
  private static final int RANDOM_DIGITS_MIN = 3;

  private KnownKeys() {}

  /** For most words the first character rules out every prefix. */
  private static final boolean[] FIRST = new boolean[128];

  static {
    PREFIXES.forEach(prefix -> FIRST[prefix.begin.charAt(0)] = true);
  }

  /** Ids of model calls look random and tell no secret; they are in every trace of an agent. */
  private static final List<String> ID_PREFIXES =
      List.of(
          "call_ toolu_ msg_ run_ step_ thread_ asst_ resp_ req_ fc_ rs_ gen_ item_ chatcmpl"
              .split(" "));

  static @Nullable Found at(String text, int start) {
    char first = text.charAt(start);
    if (first == 'b' || first == 'B') {
      return credentials(text, start);
    }
    return FIRST[first] ? prefixed(text, start) : null;
  }

  private static @Nullable Found prefixed(String text, int start) {
    for (Prefix prefix : PREFIXES) {
      if (text.startsWith(prefix.begin, start)) {
        int end = Chars.keyEnd(text, start + prefix.begin.length());
        if (end - start >= prefix.begin.length() + prefix.charsMin) {
          return new Found(start, withoutStop(text, end), Found.SECRET);
        }
      }
    }
    return null;
  }

  /** {@code Bearer <token>}; in prose the word is followed by another word. */
  private static @Nullable Found credentials(String text, int start) {
    if (!text.regionMatches(true, start, "bearer ", 0, 7)) {
      return null;
    }
    int end = Chars.keyEnd(text, start + 7);
    int length = end - start - 7;
    return length >= 20 || (length >= 8 && hasDigit(text, start + 7, end))
        ? new Found(start + 7, withoutStop(text, end), Found.SECRET)
        : null;
  }

  /** A long word of upper case, lower case and digits that keeps changing between them. */
  static boolean looksRandom(String text, int start, int end) {
    if (end - start < RANDOM_CHARS_MIN
        || ID_PREFIXES.stream().anyMatch(prefix -> text.startsWith(prefix, start))) {
      return false;
    }
    int kinds = 0;
    int changes = 0;
    int digits = 0;
    int last = 0;
    for (int i = start; i < end; i++) {
      int kind = kindOf(text.charAt(i));
      kinds |= kind;
      digits += kind == 1 ? 1 : 0;
      changes += kind != last ? 1 : 0;
      last = kind;
    }
    return (kinds & 7) == 7
        && digits >= RANDOM_DIGITS_MIN
        && changes >= RANDOM_CHANGES_MIN
        && changes * 4 >= end - start;
  }

  private static int kindOf(char c) {
    if (Chars.isDigit(c)) {
      return 1;
    }
    return Chars.isUpper(c) ? 2 : Chars.isLower(c) ? 4 : 8;
  }

  static boolean hasDigit(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Chars.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** A full stop behind a key ends the sentence. */
  private static int withoutStop(String text, int end) {
    return text.charAt(end - 1) == '.' ? end - 1 : end;
  }

  private record Prefix(String begin, int charsMin) {
    static Prefix of(String row) {
      int blank = row.indexOf(' ');
      return new Prefix(row.substring(0, blank), Integer.parseInt(row.substring(blank + 1)));
    }
  }
}
