package io.faultlore.engine.slice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map of what sends at present. When it is full, what has been silent longest makes room:
 * the instances that ended first, the operations of the last release. What speaks is never pushed
 * out, since it and the newcomer would displace each other for ever; the newcomer is refused.
 */
final class Recent<K, V> {
  /** Baselines look back 90 minutes of metrics; what was silent for longer is no loss. */
  static final long USED_NANOS = History.MEASURED_MINUTES * 60_000_000_000L;

  /** Several intervals of a metrics exporter: what was silent for less may be heard any moment. */
  static final long ALIVE_NANOS = 5 * 60_000_000_000L;

  private final int max;
  private final LongSupplier clock;
  private final Drops drops;
  private final Drops.Reason reason;
  private final LinkedHashMap<K, Heard<V>> known = new LinkedHashMap<>(64, .75f, true);
  private int changes;

  private static final class Heard<V> {
    final V value;
    long at;

    Heard(V value) {
      this.value = value;
    }
  }

  /**
   * An empty map.
   *
   * @param clock event time
   * @param reason counts what was refused, and what had to go although baselines still use it
   */
  Recent(int max, LongSupplier clock, Drops drops, Drops.Reason reason) {
    this.max = max;
    this.clock = clock;
    this.drops = drops;
    this.reason = reason;
  }

  /** What is known of the key, made when it is new; null when there is no room for it. */
  @Nullable V of(K key, Function<K, V> make) {
    Heard<V> heard = known.get(key);
    if (heard == null) {
      if (known.size() >= max && !makeRoom()) {
        drops.count(reason);
        return null;
      }
      heard = new Heard<>(make.apply(key));
      known.put(key, heard);
      changes++;
    }
    heard.at = clock.getAsLong();
    return heard.value;
  }

  /** Differs when other keys are known. */
  int changes() {
    return changes;
  }

  Iterable<K> keys() {
    return known.keySet();
  }

  int size() {
    return known.size();
  }

  /** How much of the room is taken by what could not be let go without a loss. */
  double fill() {
    int used = 0;
    for (Map.Entry<K, Heard<V>> one : known.sequencedEntrySet().reversed()) {
      if (silent(one.getValue()) > USED_NANOS) {
        break;
      }
      used++;
    }
    return (double) used / max;
  }

  /** To whom most of the keys belong, or the empty string; looks at every key. */
  String most(Function<K, String> owner) {
    Map<String, Integer> counts = new TreeMap<>();
    known.keySet().forEach(key -> counts.merge(owner.apply(key), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private boolean makeRoom() {
    long silent = silent(known.firstEntry().getValue());
    if (silent <= ALIVE_NANOS) {
      return false;
    }
    if (silent <= USED_NANOS) {
      drops.count(reason);
    }
    known.pollFirstEntry();
    return true;
  }

  /** Either way, since time may have jumped back. */
  private long silent(Heard<V> heard) {
    return Math.abs(clock.getAsLong() - heard.at);
  }
}
