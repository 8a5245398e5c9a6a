package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.faultlore.engine.encode.MiniLmModel.Bundled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MiniLmTextEncoderTest implements TextEncoderContract {
  private static final Path NATIVES = Path.of("target", "natives");
  private static final MiniLmTextEncoder ENCODER = MiniLmTextEncoder.open(NATIVES);

  @AfterAll
  static void close() {
    ENCODER.close();
  }

  @Override
  public TextEncoder encoder() {
    return ENCODER;
  }

  @Test
  void paraphraseIsNearerThanSharedWords() {
    Embedding question = ENCODER.encode("The payment service cannot reach the database");
    double paraphrase = question.dot(ENCODER.encode("Billing has lost its connection to Postgres"));
    double sharedWords = question.dot(ENCODER.encode("The service of this restaurant is great"));
    assertTrue(paraphrase > sharedWords + 0.1, paraphrase + " against " + sharedWords);
  }

  @Test
  void headAndTailOfALongTextCount() {
    String middle = " lorem ipsum dolor sit amet".repeat(400);
    Embedding plain = ENCODER.encode("x" + middle + " y");
    Embedding head = ENCODER.encode("the database is down" + middle + " y");
    Embedding tail = ENCODER.encode("x" + middle + " the database is down");
    Embedding inside = ENCODER.encode("x" + middle + " the database is down" + middle + " y");
    assertTrue(plain.dot(head) < 0.999);
    assertTrue(plain.dot(tail) < 0.999);
    assertEquals(1, plain.dot(inside), 1e-5);
  }

  @Test
  void unusableFilesAreRefusedWithTheReason() {
    byte[] network = MiniLmModel.bundled(Bundled.NETWORK);
    byte[] tokenizer = MiniLmModel.bundled(Bundled.TOKENIZER);
    byte[] cut = Arrays.copyOf(network, network.length / 2);
    for (byte[] bad : List.of(new byte[0], "no model".getBytes(StandardCharsets.UTF_8), cut)) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> MiniLmTextEncoder.open(bad, tokenizer, NATIVES));
      assertTrue(
          String.valueOf(error.getMessage()).startsWith("the MiniLM model file is unusable:"));
    }
    byte[] cutTokenizer = Arrays.copyOf(tokenizer, tokenizer.length / 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> MiniLmTextEncoder.open(network, cutTokenizer, NATIVES));
  }

  @Test
  void wordPieceGivesTheModelsOwnTokens() throws IOException {
    byte[] json = MiniLmModel.bundled(Bundled.TOKENIZER);
    WordPiece wordPiece = new WordPiece(StaticTableDistiller.vocabulary(json));
    try (HuggingFaceTokenizer tokenizer = MiniLmTextEncoder.tokenizer(json)) {
      for (String text : TokenizerCorpus.texts()) {
        long[] own = Arrays.stream(wordPiece.ids(text)).asLongStream().toArray();
        long[] marked = tokenizer.encode(text).getIds();
        assertArrayEquals(Arrays.copyOfRange(marked, 1, marked.length - 1), own, () -> text);
      }
    }
  }
}
