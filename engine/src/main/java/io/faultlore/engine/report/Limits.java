package io.faultlore.engine.report;

import io.faultlore.engine.memory.Memory;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full every bounded structure is and what fell off its edge, read at the scrape. Suppliers are
 * called by the scraping thread: they must not block. One that throws is left out of the scrape.
 */
public final class Limits {
  private static final Logger log = LoggerFactory.getLogger(Limits.class);

  private final Metrics metrics;
  private final Map<Catalogue, Map<String, Source>> sources = new EnumMap<>(Catalogue.class);

  public Limits(Metrics metrics) {
    this.metrics = metrics;
    gauge(Catalogue.LIMIT_USED_RATIO);
    gauge(Catalogue.QUEUE_ITEMS);
    gauge(Catalogue.QUEUE_CAPACITY_ITEMS);
    gauge(Catalogue.INDEX_VECTORS);
    gauge(Catalogue.INDEX_SIZE_BYTES);
    gauge(Catalogue.MEMORY_WRITABLE);
    gauge(Catalogue.JOURNAL_WRITABLE);
    counter(Catalogue.LATE_ITEMS_TOTAL);
    counter(Catalogue.DROPPED_ITEMS_TOTAL);
    counter(Catalogue.EVICTED_ITEMS_TOTAL);
  }

  /** A bounded structure; 1 is full. */
  public void register(String limit, DoubleSupplier usedRatio) {
    add(Catalogue.LIMIT_USED_RATIO, usedRatio, limit);
  }

  /** A queue, in its own unit: items or bytes. */
  public void queue(String queue, LongSupplier waiting, long capacity) {
    add(Catalogue.QUEUE_ITEMS, waiting::getAsLong, queue);
    add(Catalogue.QUEUE_CAPACITY_ITEMS, () -> capacity, queue);
  }

  /** Total of items that came too late; the pipeline is {@code runtime} or {@code agent}. */
  public void late(String pipeline, LongSupplier total) {
    add(Catalogue.LATE_ITEMS_TOTAL, total::getAsLong, pipeline);
  }

  /** Total of accepted items that were not judged; {@code …_limit} names a bound. */
  public void dropped(String pipeline, String reason, LongSupplier total) {
    add(Catalogue.DROPPED_ITEMS_TOTAL, total::getAsLong, pipeline, reason);
  }

  /** Total of what made room for newer in a store. */
  public void evicted(String store, LongSupplier total) {
    add(Catalogue.EVICTED_ITEMS_TOTAL, total::getAsLong, store);
  }

  /** Whether the journal could write when it last tried. */
  public void journal(BooleanSupplier writable) {
    add(Catalogue.JOURNAL_WRITABLE, () -> writable.getAsBoolean() ? 1 : 0);
  }

  /** The memory's size, fill and health. */
  public void memory(Supplier<Memory.Stats> stats, BooleanSupplier writable) {
    add(Catalogue.INDEX_VECTORS, () -> stats.get().cases(), "cases");
    add(Catalogue.INDEX_VECTORS, () -> stats.get().states(), "states");
    add(Catalogue.INDEX_SIZE_BYTES, () -> stats.get().bytes(), "memory");
    add(Catalogue.MEMORY_WRITABLE, () -> writable.getAsBoolean() ? 1 : 0, "memory");
    register("memory_cases", () -> ratio(stats.get().cases(), stats.get().casesMax()));
    register("memory_states", () -> ratio(stats.get().states(), stats.get().statesMax()));
    evicted("memory_cases", () -> stats.get().evictedCases());
    evicted("memory_states", () -> stats.get().evictedStates());
  }

  private static double ratio(long used, long max) {
    return max <= 0 ? 0 : (double) used / max;
  }

  private void add(Catalogue metric, DoubleSupplier value, String... labels) {
    Map<String, Source> known = sources.getOrDefault(metric, Map.of());
    if (known.size() >= metric.seriesMax()) {
      throw new IllegalStateException("no room for another " + metric.metricName());
    }
    String name = String.join("/", labels);
    if (known.putIfAbsent(name, new Source(labels, value)) != null) {
      throw new IllegalStateException(metric.metricName() + " of " + name + " is there already");
    }
  }

  private void gauge(Catalogue metric) {
    Map<String, Source> known = open(metric);
    metrics.register(
        GaugeWithCallback.builder().callback(callback -> read(known, callback::call)), metric);
  }

  private void counter(Catalogue metric) {
    Map<String, Source> known = open(metric);
    metrics.register(
        CounterWithCallback.builder().callback(callback -> read(known, callback::call)), metric);
  }

  private Map<String, Source> open(Catalogue metric) {
    return sources.computeIfAbsent(metric, _ -> new ConcurrentSkipListMap<>());
  }

  private static void read(Map<String, Source> sources, BiConsumer<Double, String[]> sample) {
    for (Source source : sources.values()) {
      try {
        sample.accept(source.value.getAsDouble(), source.labels);
      } catch (RuntimeException e) {
        log.warn("a source of metrics failed", e);
      }
    }
  }

  // An array, because the client's callbacks take one.
  @SuppressWarnings("ArrayRecordComponent")
  private record Source(String[] labels, DoubleSupplier value) {}
}
