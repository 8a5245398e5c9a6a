package io.faultlore.engine.learn;

import java.util.List;

/** Columns to mean 0 and deviation 1; a column that never varies becomes 0. */
public final class Scaler {
  private final double[] mean;
  private final double[] deviation;

  private Scaler(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  public static Scaler fit(List<float[]> rows, int width) {
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (float[] row : rows) {
      for (int j = 0; j < width; j++) {
        mean[j] += (double) row[j] / rows.size();
      }
    }
    for (float[] row : rows) {
      for (int j = 0; j < width; j++) {
        deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / rows.size();
      }
    }
    for (int j = 0; j < width; j++) {
      deviation[j] = Math.sqrt(deviation[j]);
    }
    return new Scaler(mean, deviation);
  }

  /** The scaled row, every value cut to [-clip, clip]. */
  public float[] apply(float[] row, double clip) {
    float[] scaled = new float[mean.length];
    for (int j = 0; j < scaled.length; j++) {
      double z = deviation[j] < 1e-9 ? 0 : (row[j] - mean[j]) / deviation[j];
      scaled[j] = (float) Math.clamp(z, -clip, clip);
    }
    return scaled;
  }
}
