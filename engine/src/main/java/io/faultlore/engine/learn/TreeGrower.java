package io.faultlore.engine.learn;

import io.faultlore.engine.learn.ExtraTrees.Options;
import io.faultlore.engine.learn.ExtraTrees.Rows;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Grows one tree of {@link ExtraTrees}, depth first. Used once. */
final class TreeGrower {
  private final Rows rows;
  private final Options options;
  private final int featuresTried;
  private final SplittableRandom random;
  private final int[] drawn;
  private final int[] order;

  /** Of one node: where the rows of each class end, weights, and values of one feature. */
  private final int[] classEnd;

  private final float[] weightHere;
  private final float[] valueHere;
  private final int[] rowsBelow;
  private int[] feature = new int[64];
  private float[] threshold = new float[64];
  private int[] left = new int[64];
  private int[] right = new int[64];
  private float[] shares = new float[64];
  private int nodes;
  private int sharesUsed;

  TreeGrower(Rows rows, Options options, long seed) {
    this.rows = rows;
    this.options = options;
    this.order = rows.telling();
    int wanted = options.featuresTried();
    this.featuresTried = wanted == 0 ? Math.max(1, (int) Math.sqrt(rows.columns().length)) : wanted;
    this.random = new SplittableRandom(seed);
    this.drawn = sample();
    this.classEnd = new int[rows.classes()];
    this.weightHere = new float[drawn.length];
    this.valueHere = new float[drawn.length];
    this.rowsBelow = new int[drawn.length];
  }

  Tree grow() {
    grow(0, drawn.length, 0);
    return new Tree(
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(threshold, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(shares, sharesUsed));
  }

  private int[] sample() {
    int n = rows.classOf().length;
    int[] sample = new int[n];
    Arrays.setAll(sample, i -> options.bootstrap() ? random.nextInt(n) : i);
    return sample;
  }

  /** Grows the node of the drawn rows from (inclusive) to (exclusive) and returns its number. */
  private int grow(int from, int to, int depth) {
    double[] weights = new double[rows.classes()];
    for (int i = from; i < to; i++) {
      weights[rows.classOf()[drawn[i]]] += rows.weights()[drawn[i]];
    }
    int node = addNode();
    if (to - from < 2 * options.leafMin() || depth >= options.depthMax() || isPure(weights)) {
      makeLeaf(node, weights);
      return node;
    }
    Split split = bestSplit(from, to, weights);
    if (split.feature < 0) {
      makeLeaf(node, weights);
      return node;
    }
    int middle = partition(from, to, rows.columns()[split.feature], split.threshold);
    feature[node] = split.feature;
    threshold[node] = split.threshold;
    int leftChild = grow(from, middle, depth + 1);
    int rightChild = grow(middle, to, depth + 1);
    left[node] = leftChild;
    right[node] = rightChild;
    return node;
  }

  private record Split(int feature, float threshold) {}

  /** Brings the node's rows into the order of their classes, and their weights side by side. */
  private void sortByClass(int from, int to) {
    Arrays.fill(classEnd, 0);
    for (int i = from; i < to; i++) {
      classEnd[rows.classOf()[drawn[i]]]++;
    }
    int next = 0;
    for (int c = 0; c < classEnd.length; c++) {
      int size = classEnd[c];
      classEnd[c] = next;
      next += size;
    }
    for (int i = from; i < to; i++) {
      rowsBelow[classEnd[rows.classOf()[drawn[i]]]++] = drawn[i];
    }
    for (int i = from; i < to; i++) {
      drawn[i] = rowsBelow[i - from];
      weightHere[i - from] = rows.weights()[drawn[i]];
    }
  }

  /** Draws features without replacement until enough of them vary here, and keeps the best. */
  private Split bestSplit(int from, int to, double[] weights) {
    int bestFeature = -1;
    float bestThreshold = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    int tried = 0;
    sortByClass(from, to);
    for (int k = order.length; k > 0 && tried < featuresTried; k--) {
      int pick = random.nextInt(k);
      int candidate = order[pick];
      order[pick] = order[k - 1];
      order[k - 1] = candidate;
      float[] column = rows.columns()[candidate];
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        float value = column[drawn[i]];
        valueHere[i - from] = value;
        min = value < min ? value : min;
        max = value > max ? value : max;
      }
      if (min >= max) {
        continue;
      }
      tried++;
      float cut = (float) (min + random.nextDouble() * ((double) max - min));
      cut = cut < max ? cut : min;
      double score = score(to - from, cut, weights);
      if (score > bestScore) {
        bestScore = score;
        bestFeature = candidate;
        bestThreshold = cut;
      }
    }
    return new Split(bestFeature, bestThreshold);
  }

  /** Sum over the children of (sum of squared class weights / weight): falls with Gini impurity. */
  private double score(int size, float cut, double[] weights) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      // Written always and counted sometimes: a random cut is what no processor can guess.
      rowsBelow[count] = i;
      count += valueHere[i] <= cut ? 1 : 0;
    }
    if (count < options.leafMin() || size - count < options.leafMin()) {
      return Double.NEGATIVE_INFINITY;
    }
    double[] below = new double[weights.length];
    for (int i = 0, c = 0; c < below.length; c++) {
      // Rows come class by class, so the sum stays in a register.
      double sum = 0;
      for (; i < count && rowsBelow[i] < classEnd[c]; i++) {
        sum += weightHere[rowsBelow[i]];
      }
      below[c] = sum;
    }
    double belowSquares = 0;
    double belowSum = 0;
    double aboveSquares = 0;
    double aboveSum = 0;
    for (int c = 0; c < weights.length; c++) {
      double above = weights[c] - below[c];
      belowSquares += below[c] * below[c];
      belowSum += below[c];
      aboveSquares += above * above;
      aboveSum += above;
    }
    return (belowSum > 0 ? belowSquares / belowSum : 0)
        + (aboveSum > 0 ? aboveSquares / aboveSum : 0);
  }

  private int partition(int from, int to, float[] column, float cut) {
    int i = from;
    int j = to - 1;
    while (i <= j) {
      if (column[drawn[i]] <= cut) {
        i++;
      } else {
        int swap = drawn[i];
        drawn[i] = drawn[j];
        drawn[j--] = swap;
      }
    }
    return i;
  }

  private static boolean isPure(double[] weights) {
    int present = 0;
    for (double weight : weights) {
      present += weight > 0 ? 1 : 0;
    }
    return present < 2;
  }

  private int addNode() {
    if (nodes == feature.length) {
      feature = Arrays.copyOf(feature, 2 * nodes);
      threshold = Arrays.copyOf(threshold, 2 * nodes);
      left = Arrays.copyOf(left, 2 * nodes);
      right = Arrays.copyOf(right, 2 * nodes);
    }
    return nodes++;
  }

  private void makeLeaf(int node, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    if (sharesUsed + weights.length > shares.length) {
      shares = Arrays.copyOf(shares, Math.max(2 * shares.length, sharesUsed + weights.length));
    }
    feature[node] = -1;
    left[node] = sharesUsed;
    for (double weight : weights) {
      shares[sharesUsed++] = sum > 0 ? (float) (weight / sum) : 1f / weights.length;
    }
  }
}
