package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.faultlore.engine.memory.Memory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Limits limits = new Limits(new Metrics(registry));

  @Test
  void sourcesAreReadAtTheScrape() {
    AtomicLong waiting = new AtomicLong();
    limits.queue("intake", waiting::get, 100);
    limits.register("open_slices", () -> waiting.get() / 100.0);
    limits.dropped("runtime", "services", waiting::get);
    limits.late("agent", waiting::get);
    waiting.set(25);
    assertEquals(25, Scrape.of(registry, "faultlore_queue_items", "intake"));
    assertEquals(100, Scrape.of(registry, "faultlore_queue_capacity_items", "intake"));
    assertEquals(0.25, Scrape.of(registry, "faultlore_limit_used_ratio", "open_slices"));
    assertEquals(25, Scrape.of(registry, "faultlore_dropped_items_total", "runtime", "services"));
    assertEquals(25, Scrape.of(registry, "faultlore_late_items_total", "agent"));
  }

  @Test
  void memoryShowsItsFillAndHealth() {
    limits.memory(() -> new Memory.Stats(5, 40, 4_096, 10, 100, 2, 3), () -> false);
    assertEquals(5, Scrape.of(registry, "faultlore_index_vectors", "cases"));
    assertEquals(0.4, Scrape.of(registry, "faultlore_limit_used_ratio", "memory_states"));
    assertEquals(4_096, Scrape.of(registry, "faultlore_index_size_bytes"));
    assertEquals(0, Scrape.of(registry, "faultlore_memory_writable"));
    assertEquals(2, Scrape.of(registry, "faultlore_evicted_items_total", "memory_cases"));
    assertEquals(3, Scrape.of(registry, "faultlore_evicted_items_total", "memory_states"));
  }

  @Test
  void aSourceThatThrowsDoesNotSpoilTheScrape() {
    limits.register(
        "broken",
        () -> {
          throw new IllegalStateException("closed");
        });
    limits.register("whole", () -> 0.5);
    assertEquals(0.5, Scrape.of(registry, "faultlore_limit_used_ratio"));
  }

  @Test
  void oneNameMeansOneSource() {
    limits.register("runs", () -> 0.5);
    assertThrows(IllegalStateException.class, () -> limits.register("runs", () -> 0.5));
  }

  @Test
  void sourcesAreBounded() {
    for (int i = 0; i < Catalogue.LIMIT_USED_RATIO.seriesMax(); i++) {
      limits.register("limit-" + i, () -> 0);
    }
    assertThrows(IllegalStateException.class, () -> limits.register("one-more", () -> 0));
  }
}
