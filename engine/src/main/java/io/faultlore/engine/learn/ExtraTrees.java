package io.faultlore.engine.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Extremely randomised trees for classification (Geurts, Ernst, Wehenkel 2006: at each node a few
 * features are drawn, each with one threshold drawn between its smallest and largest value there;
 * the pair with the purest children wins). No sorting, so learning takes about a second for
 * thousands of rows.
 *
 * <p>Every tree has its own seed, so the model does not depend on how many threads grew it.
 */
public final class ExtraTrees {
  private final int classes;
  private final int features;
  private final Tree[] trees;

  private ExtraTrees(int classes, int features, Tree[] trees) {
    this.classes = classes;
    this.features = features;
    this.trees = trees;
  }

  /**
   * How a forest is grown.
   *
   * @param trees number of trees, 1 to 2,000
   * @param featuresTried features drawn per node; 0 means the square root of their number
   * @param leafMin smallest number of rows in a leaf
   * @param bootstrap whether each tree sees rows drawn with replacement, else all of them
   * @param balanced whether every class gets the same total weight
   * @param depthMax bound of the depth, which bounds the size of the model
   */
  public record Options(
      int trees,
      int featuresTried,
      int leafMin,
      boolean bootstrap,
      boolean balanced,
      int depthMax) {
    /** 200 trees, leaves of two rows, bootstrap, balanced classes: as measured (RATIONALE.md). */
    public static Options defaults() {
      return new Options(200, 0, 2, true, true, 40);
    }

    public Options {
      require(trees >= 1 && trees <= 2000, "trees is " + trees + ", allowed are 1 to 2000");
      require(featuresTried >= 0, "featuresTried is negative");
      require(leafMin >= 1, "leafMin is " + leafMin);
      require(depthMax >= 1 && depthMax <= 64, "depthMax is " + depthMax + ", allowed are 1 to 64");
    }

    public Options withTrees(int number) {
      return new Options(number, featuresTried, leafMin, bootstrap, balanced, depthMax);
    }

    public Options withLeafMin(int number) {
      return new Options(trees, featuresTried, number, bootstrap, balanced, depthMax);
    }
  }

  /** As the other {@code fit}, every row with weight 1. */
  public static ExtraTrees fit(float[][] x, int[] y, int classes, Options options, long seed) {
    float[] weights = new float[x.length];
    Arrays.fill(weights, 1f);
    return fit(x, y, classes, weights, options, seed);
  }

  /**
   * Grows a forest.
   *
   * @param x rows of equal length, all finite
   * @param y class of each row, 0 to {@code classes - 1}
   * @param weights of the rows, finite and not negative
   * @throws IllegalArgumentException when the shapes disagree, a value is not finite, or there is
   *     no row
   */
  public static ExtraTrees fit(
      float[][] x, int[] y, int classes, float[] weights, Options options, long seed) {
    check(x, y, classes, weights);
    float[] balanced = options.balanced() ? balance(y, classes, weights) : weights.clone();
    Rows rows = new Rows(columns(x), y, balanced, classes);
    Tree[] trees =
        IntStream.range(0, options.trees())
            .parallel()
            .mapToObj(i -> new TreeGrower(rows, options, seed + 0x9E3779B97F4A7C15L * (i + 1)))
            .map(TreeGrower::grow)
            .toArray(Tree[]::new);
    return new ExtraTrees(classes, x[0].length, trees);
  }

  /** Probability of each class: the mean over the trees of the class weights in the row's leaf. */
  public double[] probability(float[] row) {
    require(row.length == features, "row has " + row.length + " values, not " + features);
    double[] sum = new double[classes];
    for (Tree tree : trees) {
      tree.addLeaf(row, sum);
    }
    for (int c = 0; c < classes; c++) {
      sum[c] /= trees.length;
    }
    return sum;
  }

  /** Number of nodes of all trees: what the model costs in memory, about 16 bytes each. */
  public long nodes() {
    return Arrays.stream(trees).mapToLong(Tree::nodes).sum();
  }

  /** Rows stored by column, because a node looks at one feature of many rows. */
  @SuppressWarnings("ArrayRecordComponent") // read in the hot loop, never compared
  record Rows(float[][] columns, int[] classOf, float[] weights, int classes) {
    /** Features that are not the same in all rows; the others have no part in what is drawn. */
    int[] telling() {
      return IntStream.range(0, columns.length).filter(f -> varies(columns[f])).toArray();
    }

    private static boolean varies(float[] column) {
      for (float value : column) {
        if (value != column[0]) {
          return true;
        }
      }
      return false;
    }
  }

  private static void check(float[][] x, int[] y, int classes, float[] weights) {
    require(x.length > 0, "no rows");
    require(classes >= 1, "classes is " + classes);
    require(
        y.length == x.length && weights.length == x.length, "rows and targets differ in number");
    for (int i = 0; i < x.length; i++) {
      require(x[i].length == x[0].length, "row " + i + " has " + x[i].length + " values");
      require(y[i] >= 0 && y[i] < classes, "class of row " + i + " is " + y[i]);
      require(weights[i] >= 0 && Float.isFinite(weights[i]), "weight of row " + i);
      for (float value : x[i]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException("row " + i + " holds " + value);
        }
      }
    }
  }

  private static float[] balance(int[] y, int classes, float[] weights) {
    double[] total = new double[classes];
    double all = 0;
    for (int i = 0; i < y.length; i++) {
      total[y[i]] += weights[i];
      all += weights[i];
    }
    long present = Arrays.stream(total).filter(w -> w > 0).count();
    float[] balanced = new float[y.length];
    for (int i = 0; i < y.length; i++) {
      balanced[i] = total[y[i]] > 0 ? (float) (weights[i] * all / (present * total[y[i]])) : 0f;
    }
    return balanced;
  }

  private static float[][] columns(float[][] x) {
    float[][] columns = new float[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int f = 0; f < columns.length; f++) {
        columns[f][i] = x[i][f];
      }
    }
    return columns;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
