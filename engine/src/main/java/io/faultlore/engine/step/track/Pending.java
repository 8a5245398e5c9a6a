package io.faultlore.engine.step.track;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What came before the span that it belongs to. Whatever waits longest makes room, and goes when
 * its span will not come any more.
 */
final class Pending<T> {
  private final int itemsMax;
  private final long waitNanos;
  private final boolean renews;
  private final LinkedHashMap<String, Waiting<T>> byKey;
  private long now = Trace.UNSTAMPED;
  private int size;
  private long dropped;
  private long expired;

  private static final class Waiting<T> {
    final List<T> items = new ArrayList<>(4);

    /** The first look at the clock after the arrival that counts. */
    long since = Trace.UNSTAMPED;
  }

  /**
   * Room for so many items, for so long.
   *
   * @param renews whether the wait begins anew with each item of a key, else with the first
   */
  Pending(int itemsMax, long waitNanos, boolean renews) {
    this.itemsMax = itemsMax;
    this.waitNanos = waitNanos;
    this.renews = renews;
    this.byKey = new LinkedHashMap<>(64, .75f, renews);
  }

  void add(String key, T item) {
    Waiting<T> waiting = byKey.computeIfAbsent(key, _ -> new Waiting<>());
    waiting.items.add(item);
    waiting.since = renews ? Trace.UNSTAMPED : waiting.since;
    size++;
    while (size > itemsMax) {
      dropped += take(byKey.firstEntry().getKey()).size();
    }
  }

  /** Removes and returns what waits for a key. */
  List<T> take(String key) {
    Waiting<T> waiting = byKey.remove(key);
    if (waiting == null) {
      return List.of();
    }
    size -= waiting.items.size();
    return waiting.items;
  }

  /** Lets go what has waited too long; a moment that is over already changes nothing. */
  void advance(long nowUnixNano) {
    now = Math.max(now, nowUnixNano);
    for (Iterator<Waiting<T>> all = newestFirst(); all.hasNext(); ) {
      Waiting<T> waiting = all.next();
      if (waiting.since != Trace.UNSTAMPED) {
        break;
      }
      waiting.since = now;
    }
    while (!byKey.isEmpty() && now - byKey.firstEntry().getValue().since >= waitNanos) {
      expired += take(byKey.firstEntry().getKey()).size();
    }
  }

  int size() {
    return size;
  }

  /** Items of keys that may still be going on: the others can be let go without a loss. */
  int wanted(long withinNanos) {
    int wanted = 0;
    for (Iterator<Waiting<T>> all = newestFirst(); all.hasNext(); ) {
      Waiting<T> waiting = all.next();
      if (waiting.since != Trace.UNSTAMPED && now - waiting.since > withinNanos) {
        break;
      }
      wanted += waiting.items.size();
    }
    return wanted;
  }

  /** Items that a full room kept out. */
  long dropped() {
    return dropped;
  }

  /** Items whose span never came. */
  long expired() {
    return expired;
  }

  private Iterator<Waiting<T>> newestFirst() {
    return byKey.sequencedValues().reversed().iterator();
  }
}
