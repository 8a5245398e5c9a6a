package io.faultlore.engine.signal;

import java.util.List;

/**
 * One point of one metric series.
 *
 * @param startUnixNano start of the accumulation, 0 when unset or for gauges
 * @param timeUnixNano time of the point
 */
public record MetricPoint(
    Resource resource,
    Scope scope,
    String name,
    String unit,
    Attributes attributes,
    long startUnixNano,
    long timeUnixNano,
    Data data)
    implements Signal {

  /** The five OTLP metric kinds. */
  public sealed interface Data {}

  /** An instantaneous value. */
  public record Gauge(double value) implements Data {}

  /**
   * A sum.
   *
   * @param monotonic whether it only grows until a restart
   * @param cumulative whether the value counts since {@code startUnixNano}, else it is a delta
   */
  public record Sum(double value, boolean monotonic, boolean cumulative) implements Data {}

  /**
   * An explicit-bucket histogram; no bounds means that only count and sum are known.
   *
   * @param sum NaN when absent
   */
  public record Histogram(
      long count, double sum, List<Double> bounds, List<Long> counts, boolean cumulative)
      implements Data {
    public Histogram {
      bounds = List.copyOf(bounds);
      counts = List.copyOf(counts);
    }
  }

  /**
   * A base-2 exponential histogram.
   *
   * @param sum NaN when absent
   */
  public record ExponentialHistogram(
      long count,
      double sum,
      int scale,
      long zeroCount,
      int positiveOffset,
      List<Long> positiveCounts,
      int negativeOffset,
      List<Long> negativeCounts,
      boolean cumulative)
      implements Data {
    public ExponentialHistogram {
      positiveCounts = List.copyOf(positiveCounts);
      negativeCounts = List.copyOf(negativeCounts);
    }
  }

  /** A summary with precomputed quantiles (quantile, value). */
  public record Summary(long count, double sum, List<Quantile> quantiles) implements Data {
    public Summary {
      quantiles = List.copyOf(quantiles);
    }
  }

  /** One quantile of a summary. */
  public record Quantile(double quantile, double value) {}
}
