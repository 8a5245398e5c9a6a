package io.faultlore.world.service;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event queue: a binary heap by time, and by order of scheduling among equal times. Nothing is
 * ever taken out early; an event that has become pointless is ignored by its receiver.
 */
final class Timeline {
  /** Nanoseconds. */
  static final long SECOND = 1_000_000_000L;

  /** A system of 60 services has some thousand; so many are a loop that feeds itself. */
  static final int EVENTS_MAX = 1 << 22;

  private static final int WHAT_BITS = 8;

  private long[] times = new long[1024];
  private long[] orders = new long[1024];
  private @Nullable Happening[] receivers = new Happening[1024];
  private int size;
  private long scheduled;
  private long now;

  Timeline(long now) {
    this.now = now;
  }

  long now() {
    return now;
  }

  int size() {
    return size;
  }

  /**
   * Schedules; a moment in the past happens next.
   *
   * @param what handed to the receiver, 0..255
   * @throws IllegalStateException when too many events are waiting
   */
  void at(long time, Happening receiver, int what) {
    if (size == times.length) {
      if (size >= EVENTS_MAX) {
        throw new IllegalStateException(size + " simulated events are waiting");
      }
      times = Arrays.copyOf(times, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      receivers = Arrays.copyOf(receivers, 2 * size);
    }
    siftUp(Math.max(time, now), scheduled++ << WHAT_BITS | what, receiver);
  }

  /** Lets everything happen that is due before the moment, which is then reached. */
  void run(long until) {
    while (size > 0 && times[0] < until) {
      now = times[0];
      int what = (int) (orders[0] & (1 << WHAT_BITS) - 1);
      Happening receiver = Objects.requireNonNull(receivers[0]);
      removeFirst();
      receiver.happen(what, now);
    }
    now = Math.max(now, until);
  }

  private void siftUp(long time, long order, Happening receiver) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (before(times[parent], orders[parent], time, order)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    set(at, time, order, receiver);
  }

  private void removeFirst() {
    size--;
    long time = times[size];
    long order = orders[size];
    Happening receiver = receivers[size];
    receivers[size] = null;
    if (size == 0 || receiver == null) {
      return;
    }
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && before(times[child + 1], orders[child + 1], times[child], orders[child])) {
        child++;
      }
      if (before(time, order, times[child], orders[child])) {
        break;
      }
      move(child, at);
      at = child;
    }
    set(at, time, order, receiver);
  }

  private static boolean before(long timeA, long orderA, long timeB, long orderB) {
    return timeA < timeB || (timeA == timeB && orderA < orderB);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    orders[to] = orders[from];
    receivers[to] = receivers[from];
  }

  private void set(int at, long time, long order, Happening receiver) {
    times[at] = time;
    orders[at] = order;
    receivers[at] = receiver;
  }
}
