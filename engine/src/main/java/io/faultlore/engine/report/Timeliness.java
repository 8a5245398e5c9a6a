package io.faultlore.engine.report;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When verdicts come, by the clock on the wall and by the telemetry's own time. */
final class Timeliness {
  /** Telemetry older than this is history being replayed; its age is not a delay. */
  private static final Duration REPLAY_AGE = Duration.ofDays(1);

  private final InstantSource clock;
  private final Family<DistributionDataPoint> delay;
  private final Family<GaugeDataPoint> last;
  private final Family<GaugeDataPoint> watermark;

  Timeliness(Metrics metrics, InstantSource clock) {
    this.clock = clock;
    this.delay = metrics.histogram(Catalogue.VERDICT_DELAY_SECONDS);
    this.last = metrics.gauge(Catalogue.LAST_VERDICT_TIMESTAMP_SECONDS);
    this.watermark = metrics.gauge(Catalogue.WATERMARK_TIMESTAMP_SECONDS);
  }

  /** A verdict on what ended at this time of the telemetry. */
  void verdict(String pipeline, long endUnixNano) {
    Instant now = clock.instant();
    double nowSeconds = now.getEpochSecond() + now.getNano() * 1e-9;
    double endSeconds = endUnixNano * 1e-9;
    last.update(gauge -> gauge.set(nowSeconds), pipeline);
    watermark.update(gauge -> gauge.set(Math.max(gauge.get(), endSeconds)), pipeline);
    double age = nowSeconds - endSeconds;
    if (age <= REPLAY_AGE.toSeconds()) {
      delay.update(histogram -> histogram.observe(Math.max(0, age)), pipeline);
    }
  }
}
