package io.faultlore.world.service;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A few servers and one line of waiting calls, first come, first served: threads, cores, disk
 * channels, a lock, a pool of connections.
 */
final class Station<T> {
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private final int waitingMax;
  private int servers;
  private int busy;
  private long busyNanos;
  private long changed;
  private long refused;
  private long queued;

  enum Admission {
    /** A server is free and taken. */
    NOW,
    QUEUED,
    FULL
  }

  Station(int servers, int waitingMax, long now) {
    this.servers = servers;
    this.waitingMax = waitingMax;
    this.changed = now;
  }

  Admission enter(T call, long now) {
    if (busy < servers) {
      add(1, now);
      return Admission.NOW;
    }
    if (waiting.size() >= waitingMax) {
      refused++;
      return Admission.FULL;
    }
    queued++;
    waiting.add(call);
    return Admission.QUEUED;
  }

  void leave(long now) {
    add(-1, now);
  }

  /** The next waiting call, for which a server is taken, or null. */
  @Nullable T next(long now) {
    if (busy >= servers || waiting.isEmpty()) {
      return null;
    }
    add(1, now);
    return waiting.poll();
  }

  /** Fewer servers take effect as calls leave; after more, ask for {@link #next}. */
  void resize(int servers) {
    this.servers = servers;
  }

  int servers() {
    return servers;
  }

  int busy() {
    return busy;
  }

  int waiting() {
    return waiting.size();
  }

  /** How many had to wait so far. */
  long queued() {
    return queued;
  }

  long refused() {
    return refused;
  }

  /** Server time used so far. */
  long busyNanos(long now) {
    return busyNanos + busy * (now - changed);
  }

  private void add(int servers, long now) {
    busyNanos += busy * (now - changed);
    changed = now;
    busy += servers;
  }
}
