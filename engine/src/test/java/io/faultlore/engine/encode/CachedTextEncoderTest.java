package io.faultlore.engine.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedTextEncoderTest implements TextEncoderContract {
  private final List<String> encoded = new ArrayList<>();
  private final CachedTextEncoder cache = new CachedTextEncoder(new Recording(encoded), 3);

  @Override
  public TextEncoder encoder() {
    return cache;
  }

  @Test
  void aDistinctTextIsEncodedOnce() {
    Embedding first = cache.encode("a");
    cache.encode("b");
    assertSame(first, cache.encode("a"));
    assertEquals(List.of("a", "b"), encoded);
    assertEquals(new CachedTextEncoder.Stats(2, 3, 0), cache.stats());
  }

  @Test
  void theTextUnusedForLongestMakesRoom() {
    for (String text : List.of("a", "b", "c", "a", "d", "a", "c", "b")) {
      cache.encode(text);
    }
    assertEquals(List.of("a", "b", "c", "d", "b"), encoded);
    assertEquals(3, cache.stats().entries());
    assertEquals(2, cache.stats().evicted());
  }

  @Test
  void aCacheForNothingIsRefused() {
    TextEncoder encoder = new HashingTextEncoder(8);
    assertEquals(1, new CachedTextEncoder(encoder, 1).stats().entriesMax());
    assertThrows(IllegalArgumentException.class, () -> new CachedTextEncoder(encoder, 0));
  }

  /** Writes down what really went through the encoder. */
  private record Recording(List<String> encoded, TextEncoder encoder) implements TextEncoder {
    Recording(List<String> encoded) {
      this(encoded, new HashingTextEncoder(256));
    }

    @Override
    public String modelId() {
      return encoder.modelId();
    }

    @Override
    public int dimensions() {
      return encoder.dimensions();
    }

    @Override
    public Embedding encode(String text) {
      encoded.add(text);
      return encoder.encode(text);
    }
  }
}
