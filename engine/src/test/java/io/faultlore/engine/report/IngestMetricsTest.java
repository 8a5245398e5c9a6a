package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Metrics metrics = new Metrics(registry);
  private final IngestMetrics ingest = new IngestMetrics(metrics);

  @Test
  void itemsAddUpFromARestoredTotal() {
    ingest.items("traces", "grpc", "accepted", 5_000_000_000L);
    ingest.items("traces", "grpc", "accepted", 3);
    assertEquals(5_000_000_003.0, Scrape.of(registry, "faultlore_ingest_items_total", "grpc"));
  }

  @Test
  void aWordOutsideTheCatalogueIsCountedAsOther() {
    ingest.items("profiles", "grpc", "accepted", 2);
    assertEquals(2, Scrape.of(registry, "faultlore_ingest_items_total", "other"));
    assertEquals(1, Scrape.of(registry, "faultlore_series_dropped_total"));
  }

  @Test
  void requestsBytesAndTimesAreCounted() {
    ingest.leftOut("logs", "old_field", 3);
    assertEquals(3, Scrape.of(registry, "faultlore_ingest_left_out_total", "old_field"));
    ingest.requests("http_json", "too_large");
    ingest.bytes("wire", 100);
    ingest.bytes("decoded", 700);
    ingest.requestSeconds("logs", 0.002);
    ingest.decodeSeconds("logs", 0.001);
    assertEquals(1, Scrape.of(registry, "faultlore_ingest_requests_total", "too_large"));
    assertEquals(100, Scrape.of(registry, "faultlore_ingest_bytes_total", "wire"));
    assertEquals(700, Scrape.of(registry, "faultlore_ingest_bytes_total", "decoded"));
    assertEquals(1, Scrape.of(registry, "faultlore_ingest_request_duration_seconds", "logs"));
    assertEquals(1, Scrape.of(registry, "faultlore_decode_duration_seconds", "logs"));
  }
}
