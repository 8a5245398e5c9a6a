package io.faultlore.engine.encode;

import io.faultlore.engine.encode.Redaction.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Secrets that are known by their own looks. */
final class KnownKeys {
  /** As the issuers document them; the number is how many characters follow at least. */
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("AKIA", 16), // AWS access keys
          new Prefix("ASIA", 16),
          new Prefix("AIza", 30), // Google
          new Prefix("ya29.", 20),
          new Prefix("GOCSPX-", 16),
          new Prefix("sk-", 16), // OpenAI, Anthropic and others
          new Prefix("sk_live_", 10), // Stripe
          new Prefix("sk_test_", 10),
          new Prefix("rk_live_", 10),
          new Prefix("rk_test_", 10),
          new Prefix("whsec_", 16),
          new Prefix("ghp_", 20), // GitHub
          new Prefix("gho_", 20),
          new Prefix("ghu_", 20),
          new Prefix("ghs_", 20),
          new Prefix("ghr_", 20),
          new Prefix("github_pat_", 20),
          new Prefix("glpat-", 16), // GitLab
          new Prefix("glsa_", 20), // Grafana
          new Prefix("glc_", 20),
          new Prefix("xoxb-", 10), // Slack
          new Prefix("xoxp-", 10),
          new Prefix("xoxa-", 10),
          new Prefix("xoxr-", 10),
          new Prefix("xoxs-", 10),
          new Prefix("xapp-", 10),
          new Prefix("hf_", 20), // Hugging Face
          new Prefix("npm_", 30),
          new Prefix("pypi-", 30),
          new Prefix("SG.", 30), // SendGrid
          new Prefix("dop_v1_", 30), // DigitalOcean
          new Prefix("shpat_", 20), // Shopify
          new Prefix("gsk_", 20), // Groq
          new Prefix("nvapi-", 20),
          new Prefix("tvly-", 20), // Tavily
          new Prefix("lsv2_", 20), // LangSmith
          new Prefix("pk-lf-", 16), // Langfuse
          new Prefix("sk-lf-", 16),
          new Prefix("hvs.", 20), // Vault
          new Prefix("AGE-SECRET-KEY-", 20),
          // A JSON object in base64: tokens, and first of all JSON web tokens.
          new Prefix("eyJ", 20));

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
          "call_",
          "toolu_",
          "msg_",
          "run_",
          "step_",
          "thread_",
          "asst_",
          "resp_",
          "req_",
          "fc_",
          "rs_",
          "gen_",
          "item_",
          "chatcmpl");

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
    if (end - start < RANDOM_CHARS_MIN || hasIdPrefix(text, start)) {
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

  private static boolean hasIdPrefix(String text, int start) {
    for (String prefix : ID_PREFIXES) {
      if (text.startsWith(prefix, start)) {
        return true;
      }
    }
    return false;
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

  private record Prefix(String begin, int charsMin) {}
}
