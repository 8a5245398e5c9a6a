package io.faultlore.receiver.serve;

import io.faultlore.engine.Engine;
import io.faultlore.engine.encode.CachedTextEncoder;
import io.faultlore.engine.encode.TextEncoders;
import io.faultlore.engine.report.IngestMetrics;
import io.faultlore.engine.report.Limits;
import io.faultlore.receiver.journal.ItemTotals;
import io.faultlore.receiver.journal.JournaledIntake;
import io.faultlore.receiver.otlp.SignalKind;
import io.faultlore.receiver.server.FaultloreServer;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full everything is, for the scrape. The engine's numbers are copied on its own thread ({@link
 * #refresh}), because a scrape comes on any thread.
 */
final class Gauges {
  private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);

  private final Engine engine;
  private volatile Engine.Usage usage;

  Gauges(Engine engine) {
    this.engine = engine;
    this.usage = engine.usage();
  }

  /** Copies the engine's numbers; called on the engine's thread. */
  void refresh() {
    Engine.Usage next = engine.usage();
    next.filledBy()
        .forEach(
            (bound, by) -> {
              if (!usage.filledBy().containsKey(bound)) {
                LOG.warn("the bound of {} is filling up, most of it by {}", bound, by);
              }
            });
    usage = next;
  }

  /** What the engine left out of judgement since the start, by pipeline and reason. */
  Map<String, Long> leftOut() {
    Map<String, Long> totals = new TreeMap<>();
    usage.late().forEach((pipeline, n) -> totals.put(pipeline + " late", n));
    usage.dropped().forEach((drop, n) -> totals.put(drop.pipeline() + " " + drop.reason(), n));
    return totals;
  }

  void register(
      Limits limits, JournaledIntake intake, FaultloreServer server, TextEncoders encoders) {
    engine(limits);
    intake(limits, intake);
    limits.register("requests", () -> ratio(server.inFlightBytes(), server.inFlightBytesMax()));
    cache(limits, "text_cache_fast", encoders.fast());
    cache(limits, "text_cache_precise", encoders.precise());
  }

  private void engine(Limits limits) {
    for (String name : usage.filled().keySet()) {
      limits.register(name, () -> usage.filled().getOrDefault(name, 0.0));
    }
    usage
        .late()
        .forEach(
            (pipeline, count) ->
                limits.late(pipeline, () -> usage.late().getOrDefault(pipeline, 0L)));
    usage
        .dropped()
        .forEach(
            (drop, count) ->
                limits.dropped(
                    drop.pipeline(), drop.reason(), () -> usage.dropped().getOrDefault(drop, 0L)));
  }

  private static void intake(Limits limits, JournaledIntake intake) {
    limits.journal(intake::isWritable);
    limits.dropped("journal", "undecodable", intake::undecodable);
    limits.evicted("known_items", intake::dedupKeysEvicted);
    limits.register("journal", () -> ratio(intake.journalBytes(), intake.journalBytesMax()));
    limits.register("known_items", () -> ratio(intake.dedupKeys(), intake.dedupKeysMax()));
    limits.queue("engine_bytes", intake::queueBytes, intake.queueBytesMax());
    limits.queue("engine_items", intake::queueItems, intake.queueItemsMax());
  }

  private static void cache(Limits limits, String store, CachedTextEncoder encoder) {
    limits.register(store, () -> ratio(encoder.stats().entries(), encoder.stats().entriesMax()));
    limits.evicted(store, () -> encoder.stats().evicted());
  }

  /** What was received before this start counts on, so that no restart hides a loss. */
  static void restore(IngestMetrics ingest, JournaledIntake intake) {
    for (SignalKind kind : SignalKind.values()) {
      ItemTotals totals = intake.totals(kind);
      ingest.items(kind.word(), "restored", "accepted", totals.accepted());
      ingest.items(kind.word(), "restored", "duplicate", totals.duplicate());
      ingest.items(kind.word(), "restored", "rejected", totals.rejected());
    }
  }

  private static double ratio(long used, long max) {
    return max <= 0 ? 0 : (double) used / max;
  }
}
