package io.faultlore.engine.report;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** What comes in, counted where it is answered; safe for many threads. */
public final class IngestMetrics {
  private final Family<CounterDataPoint> items;
  private final Family<CounterDataPoint> leftOut;
  private final Family<CounterDataPoint> requests;
  private final Family<CounterDataPoint> bytes;
  private final Family<DistributionDataPoint> requestSeconds;
  private final Family<DistributionDataPoint> decodeSeconds;

  public IngestMetrics(Metrics metrics) {
    this.items = metrics.counter(Catalogue.INGEST_ITEMS_TOTAL);
    this.leftOut = metrics.counter(Catalogue.INGEST_LEFT_OUT_TOTAL);
    this.requests = metrics.counter(Catalogue.INGEST_REQUESTS_TOTAL);
    this.bytes = metrics.counter(Catalogue.INGEST_BYTES_TOTAL);
    this.requestSeconds = metrics.histogram(Catalogue.INGEST_REQUEST_DURATION_SECONDS);
    this.decodeSeconds = metrics.histogram(Catalogue.DECODE_DURATION_SECONDS);
  }

  /**
   * Counts spans, metric points or log records. Totals that survived a restart are counted once, at
   * the start.
   *
   * @param signal {@code traces}, {@code metrics} or {@code logs}
   * @param transport {@code grpc}, {@code http_proto}, {@code http_json}, or {@code restored} for
   *     what earlier processes received
   * @param outcome {@code accepted}, {@code rejected}, {@code duplicate} or {@code dropped}
   */
  public void items(String signal, String transport, String outcome, long n) {
    items.update(counter -> counter.inc(n), signal, transport, outcome);
  }

  /** Counts what a request held and leads to nothing, by a reason of the catalogue. */
  public void leftOut(String signal, String reason, long n) {
    leftOut.update(counter -> counter.inc(n), signal, reason);
  }

  /**
   * Counts one request.
   *
   * @param outcome {@code ok}, {@code partial}, {@code refused} (full or stopping), {@code
   *     invalid}, {@code too_large} or {@code unauthorized}
   */
  public void requests(String transport, String outcome) {
    requests.update(CounterDataPoint::inc, transport, outcome);
  }

  /** Counts bytes of a request; the stage is {@code wire} or {@code decoded}. */
  public void bytes(String stage, long n) {
    bytes.update(counter -> counter.inc(n), stage);
  }

  /** From a request's last byte to its answer. */
  public void requestSeconds(String signal, double seconds) {
    requestSeconds.update(histogram -> histogram.observe(seconds), signal);
  }

  public void decodeSeconds(String signal, double seconds) {
    decodeSeconds.update(histogram -> histogram.observe(seconds), signal);
  }
}
