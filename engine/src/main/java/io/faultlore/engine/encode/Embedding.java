package io.faultlore.engine.encode;

import java.util.Arrays;

/**
 * A vector with the id of the model that made it.
 *
 * @param values unit length, or all zero when there was nothing to encode; not copied, so nobody
 *     may write to it
 */
// An array, because vectors are compared millions of times; equals and hashCode look inside it.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(float[] values, String modelId) {

  public int dimensions() {
    return values.length;
  }

  /**
   * Cosine similarity for unit vectors.
   *
   * @throws IllegalArgumentException when the other vector comes from another model
   */
  public double dot(Embedding other) {
    if (!modelId.equals(other.modelId)) {
      throw new IllegalArgumentException(modelId + " cannot be compared with " + other.modelId);
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that
        && modelId.equals(that.modelId)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * modelId.hashCode() + Arrays.hashCode(values);
  }
}
