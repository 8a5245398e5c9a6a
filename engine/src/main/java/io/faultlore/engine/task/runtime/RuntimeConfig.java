package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.SliceConfig;

/**
 * How services are watched.
 *
 * @param slices lengths and bounds of the slices
 * @param falseAlarmShare share of a service's own usual slices that may look anomalous; its
 *     threshold is never below this quantile of them
 * @param openAfterSlices anomalous slices in a row before a failure is opened
 * @param closeAfterSlices quiet slices in a row before it is closed
 * @param casesLearnedMax labelled cases that the ranker learns from, the latest first; bounds the
 *     time of learning
 */
public record RuntimeConfig(
    SliceConfig slices,
    double falseAlarmShare,
    int openAfterSlices,
    int closeAfterSlices,
    int casesLearnedMax) {
  public static RuntimeConfig defaults() {
    return new RuntimeConfig(SliceConfig.defaults(), .01, 2, 3, 200);
  }

  public RuntimeConfig {
    if (!(falseAlarmShare > 0 && falseAlarmShare < .5)) {
      throw new IllegalArgumentException("falseAlarmShare is " + falseAlarmShare);
    }
    if (openAfterSlices < 1 || closeAfterSlices < 1 || casesLearnedMax < 1) {
      throw new IllegalArgumentException("a number of slices or cases is below 1");
    }
  }
}
