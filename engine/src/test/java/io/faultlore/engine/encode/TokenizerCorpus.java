package io.faultlore.engine.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of many kinds for comparing tokenizers: real forms, and seeded random ones. */
final class TokenizerCorpus {
  private static final List<String> FORMS =
      List.of(
          "",
          " ",
          "Hello, World!",
          "unaffable antidisestablishmentarianism tokenization",
          "2023-01-29 08:50:01.123  INFO 1 --- [nio-8080-exec-3] c.s.OrderService : order=12,345.67€",
          "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"<local1>\" is null",
          "{\"role\": \"assistant\", \"content\": \"It's 3°C — naïve café, ÀÉÎÕÜ ß ŒŸ\"}",
          "GET /api/v1/orders/3f2504e0-4f89-11d3-9a0c-0305e82c3301?x=%20&y=a_b HTTP/1.1 500",
          "你好，世界 日本語テキスト 한국어 русский текст ελληνικά ΌΣΟΣ العربية עברית हिन्दी ไทย",
          "emoji 😀 👩‍👩‍👧 🇩🇪 🫠 and ﬁ ligature, ½ ² ™ ｆｕｌｌ",
          "tabs\tand\nnew\r\nlines\u00a0nbsp\u2003em\u3000ideographic\u200bzero\u00adsoft\ufeffbom",
          "control \u0000\u0001\u0007\u000b\u000c\u001b\u007f\u0085\u009f chars \ufffd here",
          "[CLS] [SEP] [MASK] [PAD] [UNK] [unused1] [sep] [[SEP]]",
          "İstanbul ǅ Ǆ ŉ ẞ Å",
          "a" + "b".repeat(99),
          "a" + "b".repeat(100),
          "é".repeat(100),
          "é".repeat(101),
          "𝒳".repeat(60),
          "x_y-z.w/v\\u|t~s`r^q=p+o*n&m%l$k#j@i!h?g>f<e;d:c'b\"a",
          "‘quotes’ “double” «guillemets» …ellipsis ·dot •bullet §section ¿qué?",
          "\ue000 private \udbff\udfff last",
          "don't can't I'm we'll 'tis rock'n'roll",
          "ΑΒΓ άέή ᾳ ﬀ ŀ ĳ");

  private TokenizerCorpus() {}

  static List<String> texts() {
    List<String> texts = new ArrayList<>(FORMS);
    Random random = new Random(Long.getLong("faultlore.seed", 0));
    for (int i = 0; i < 2_000; i++) {
      texts.add(random(random));
    }
    return texts;
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      int c =
          switch (random.nextInt(6)) {
            case 0 -> ' ' + random.nextInt(15);
            case 1 -> random.nextInt(0x250);
            case 2 -> 0x370 + random.nextInt(0x300);
            case 3 -> 0x4E00 + random.nextInt(0x500);
            default -> 'a' + random.nextInt(26);
          };
      // U+061D became punctuation with Unicode 14; the model's tokenizer has older tables.
      text.appendCodePoint(Character.isDefined(c) && c != 0x61D ? c : ' ');
    }
    return text.toString();
  }
}
