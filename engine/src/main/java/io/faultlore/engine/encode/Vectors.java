package io.faultlore.engine.encode;

/** Arithmetic on the arrays inside embeddings. */
final class Vectors {
  private Vectors() {}

  /** Scales to unit length in place; an all-zero vector stays as it is. */
  static float[] normalise(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      float scale = (float) (1 / Math.sqrt(squares));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= scale;
      }
    }
    return vector;
  }
}
