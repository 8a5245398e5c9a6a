package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import org.apache.lucene.util.VectorUtil;

/** Comparisons of embeddings with Lucene's vectorised arithmetic. */
final class Vectors {
  private Vectors() {}

  /** Cosine of two unit vectors of one model, -1 to 1. */
  static double similarity(Embedding one, Embedding other) {
    double dot = VectorUtil.dotProduct(one.values(), other.values());
    return Math.clamp(dot, -1.0, 1.0);
  }

  /** False for all zero: the vector of nothing is similar to nothing. */
  static boolean isSearchable(Embedding embedding) {
    for (float value : embedding.values()) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * @throws IllegalArgumentException when a value is infinite or not a number
   */
  static void requireFinite(String id, Embedding embedding) {
    for (float value : embedding.values()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(id + " has a vector with the value " + value);
      }
    }
  }
}
