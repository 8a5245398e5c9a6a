package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticTextEncoderTest implements TextEncoderContract {
  private static final StaticTextEncoder ENCODER = StaticTextEncoder.load();

  @Override
  public TextEncoder encoder() {
    return ENCODER;
  }

  @Test
  void wordsOfSimilarMeaningAreNear() {
    Embedding question = ENCODER.encode("error");
    double near = question.dot(ENCODER.encode("failure"));
    double far = question.dot(ENCODER.encode("banana"));
    assertTrue(near > far + 0.1, near + " against " + far);
  }

  @Test
  void tableSurvivesWritingAndReading() throws IOException {
    StaticTable table = table();
    StaticTable read = StaticTable.read(new ByteArrayInputStream(bytes(table)));
    assertEquals(table.vocabulary(), read.vocabulary());
    assertEquals(
        new StaticTextEncoder(table).encode("cat"), new StaticTextEncoder(read).encode("cat"));
  }

  @Test
  void cutTableIsRefusedAtEveryLength() throws IOException {
    byte[] whole = bytes(table());
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(whole, 0, length);
      assertThrows(IOException.class, () -> StaticTable.read(cut));
    }
  }

  private static StaticTable table() {
    float[][] vectors = {{0, 0}, {1, -0.5f}, {0.25f, 3}};
    return StaticTable.of(1, "hash", List.of("[UNK]", "cat", "dog"), vectors);
  }

  private static byte[] bytes(StaticTable table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    return out.toByteArray();
  }
}
