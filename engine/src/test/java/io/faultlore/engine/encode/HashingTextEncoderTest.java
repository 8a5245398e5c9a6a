package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HashingTextEncoderTest implements TextEncoderContract {
  @Override
  public TextEncoder encoder() {
    return new HashingTextEncoder(256);
  }

  @Test
  void caseAndPunctuationDoNotMatter() {
    assertEquals(encoder().encode("Hello, World!"), encoder().encode("hello world"));
  }

  @Test
  void tooFewDimensionsAreRefused() {
    assertEquals(8, new HashingTextEncoder(8).dimensions());
    assertThrows(IllegalArgumentException.class, () -> new HashingTextEncoder(7));
  }
}
