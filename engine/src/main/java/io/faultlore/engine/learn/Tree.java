package io.faultlore.engine.learn;

/**
 * A grown tree in flat arrays. Node i is a leaf when {@code feature[i] < 0}; then {@code left[i]}
 * is the place of its class shares, else the number of the child for values up to the threshold.
 */
@SuppressWarnings("ArrayRecordComponent") // walked millions of times, never compared
record Tree(int[] feature, float[] threshold, int[] left, int[] right, float[] shares) {
  /** Adds the class shares of the row's leaf. */
  void addLeaf(float[] row, double[] sum) {
    int node = 0;
    while (feature[node] >= 0) {
      node = row[feature[node]] <= threshold[node] ? left[node] : right[node];
    }
    for (int c = 0; c < sum.length; c++) {
      sum[c] += shares[left[node] + c];
    }
  }

  int nodes() {
    return feature.length;
  }
}
