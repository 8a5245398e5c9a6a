package io.faultlore.engine.encode;

import java.util.Locale;

/**
 * Signed feature hashing of words (Weinberger et al. 2009): an encoder for tests, which needs no
 * model file.
 */
public final class HashingTextEncoder implements TextEncoder {
  private final int dimensions;
  private final String modelId;

  /**
   * An encoder for vectors of this length.
   *
   * @param dimensions length of the vectors, at least 8
   */
  public HashingTextEncoder(int dimensions) {
    if (dimensions < 8) {
      throw new IllegalArgumentException(
          "dimensions is " + dimensions + ", allowed are 8 and more");
    }
    this.dimensions = dimensions;
    this.modelId = "hashing-v1." + dimensions;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public Embedding encode(String text) {
    float[] sums = new float[dimensions];
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        add(text.substring(start, i).toLowerCase(Locale.ROOT), sums);
        start = -1;
      }
    }
    return new Embedding(Vectors.normalise(sums), modelId);
  }

  private void add(String word, float[] sums) {
    // String.hashCode is weak in its high bits; the multiplication spreads it.
    int hash = word.hashCode() * 0x9E3779B9;
    hash ^= hash >>> 15;
    int sign = (hash & 1) == 0 ? 1 : -1;
    sums[Math.floorMod(hash >>> 1, dimensions)] += sign;
  }
}
