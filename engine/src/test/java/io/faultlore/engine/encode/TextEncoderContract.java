package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What every text encoder promises. */
interface TextEncoderContract {
  TextEncoder encoder();

  @Test
  default void sameTextGivesTheSameVector() {
    float[] once = encoder().encode("payment failed: card declined").values();
    encoder().encode("something else in between");
    assertArrayEquals(once, encoder().encode("payment failed: card declined").values());
  }

  @Test
  default void vectorsHaveUnitLength() {
    Embedding embedding = encoder().encode("connection refused");
    assertEquals(1, embedding.dot(embedding), 1e-5);
  }

  @Test
  default void textWithoutTokensIsZero() {
    assertArrayEquals(new float[encoder().dimensions()], encoder().encode("").values());
    assertArrayEquals(new float[encoder().dimensions()], encoder().encode(" \n\t").values());
  }

  @Test
  default void everyVectorSaysWhoMadeIt() {
    Embedding embedding = encoder().encode("a");
    assertEquals(encoder().modelId(), embedding.modelId());
    assertEquals(encoder().dimensions(), embedding.dimensions());
  }

  @Test
  default void anyTextIsAccepted() {
    for (String text : new String[] {"x".repeat(1 << 20), "a b ".repeat(1 << 18), "\ud800", "\0"}) {
      for (float value : encoder().encode(text).values()) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  @Test
  default void sharedWordsMakeTextsSimilar() {
    Embedding question = encoder().encode("database connection refused");
    double near = question.dot(encoder().encode("connection to the database refused"));
    double far = question.dot(encoder().encode("user added an apple pie to the cart"));
    assertTrue(near > far + 0.2, near + " against " + far);
  }
}
