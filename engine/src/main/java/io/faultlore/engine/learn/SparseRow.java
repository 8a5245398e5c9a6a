package io.faultlore.engine.learn;

import java.util.Arrays;

/**
 * A row that is mostly zero.
 *
 * @param indices columns with a value, rising
 * @param values one per index; not copied, so nobody may write to them
 */
// Arrays, because kernels touch every pair of rows; rows are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record SparseRow(int[] indices, float[] values) {
  public static final SparseRow EMPTY = new SparseRow(new int[0], new float[0]);

  /** Inner product; rows of one {@link TfIdf} are of unit length, so it is their cosine. */
  public double dot(SparseRow other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < indices.length && j < other.indices.length) {
      int difference = indices[i] - other.indices[j];
      if (difference == 0) {
        sum += values[i++] * other.values[j++];
      } else if (difference < 0) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  /** Inner product with a dense vector, whose columns start at {@code offset}. */
  double dot(double[] dense, int offset) {
    double sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += values[i] * dense[offset + indices[i]];
    }
    return sum;
  }

  /** This row followed by another, whose columns start at {@code offset}; values are scaled. */
  public SparseRow join(SparseRow other, int offset, double weight) {
    int[] joined = Arrays.copyOf(indices, indices.length + other.indices.length);
    float[] weighted = Arrays.copyOf(values, joined.length);
    for (int i = 0; i < other.indices.length; i++) {
      joined[indices.length + i] = offset + other.indices[i];
      weighted[indices.length + i] = (float) (weight * other.values[i]);
    }
    return new SparseRow(joined, weighted);
  }
}
