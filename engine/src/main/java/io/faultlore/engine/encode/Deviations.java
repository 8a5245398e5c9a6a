package io.faultlore.engine.encode;

/**
 * Collects named deviations in a vector of fixed length by signed feature hashing (Weinberger et
 * al. 2009). The first dimension stands for "as usual": without it a usual window would be nothing
 * but the direction of its noise, as far from other usual windows as from a failure. So the angle
 * between two vectors grows with the deviations.
 */
final class Deviations {
  static final int DIMENSIONS = 64;

  /** Standard deviations that a usual window shows somewhere. */
  private static final double QUIET = 3;

  /**
   * Weight of a deviation against "as usual". With it a clear deviation (10 standard deviations) of
   * everything a service sends turns the vector by 80 degrees, of a tenth of it by 65.
   */
  private static final double GAIN = 3;

  private static final int AS_USUAL = 0;

  private final float[] sums = new float[DIMENSIONS];
  private int compared;

  /** Beyond what is usual, growing like a logarithm on both sides of 0. */
  static double squash(double deviations) {
    return Math.signum(deviations) * Math.log1p(Math.max(0, Math.abs(deviations) - QUIET));
  }

  /** One more thing was compared with its usual self, whatever came out. */
  void compared() {
    compared++;
  }

  /**
   * Adds a deviation of something: half for what kind it is, so that the same trouble of other
   * things is alike, half spread over the words that name the thing.
   *
   * @param kind the same constant for all of the kind
   * @param words hashes of the words
   */
  void add(String kind, int[] words, double value) {
    if (value == 0) {
      return;
    }
    int base = mix(kind.hashCode());
    addTo(base, value);
    double each = value / Math.sqrt(words.length);
    for (int word : words) {
      addTo(mix(base + word), each);
    }
  }

  /** Adds a deviation that needs no further name. */
  void add(String kind, double value) {
    if (value != 0) {
      addTo(mix(kind.hashCode()), value);
    }
  }

  /** Adds a vector, of whatever length up to that of the deviations. */
  void add(float[] direction, double value) {
    for (int i = 0; i < direction.length; i++) {
      sums[1 + i] += (float) (value * direction[i]);
    }
  }

  /** The unit vector; the more was compared, the less a single deviation weighs. */
  float[] vector() {
    float scale = (float) (GAIN / Math.sqrt(Math.max(1, compared)));
    float[] vector = new float[DIMENSIONS];
    for (int i = 1; i < DIMENSIONS; i++) {
      vector[i] = scale * sums[i];
    }
    vector[AS_USUAL] = 1;
    return Vectors.normalise(vector);
  }

  private void addTo(int hash, double value) {
    int index = 1 + Math.floorMod(hash >>> 1, DIMENSIONS - 1);
    sums[index] += (float) ((hash & 1) == 0 ? value : -value);
  }

  /** String hashes are weak in their high bits; this spreads them (finaliser of MurmurHash3). */
  static int mix(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
