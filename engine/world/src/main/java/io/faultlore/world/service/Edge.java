package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;

/** All calls of one service to another: the way between them and the caller's settings for it. */
final class Edge {
  final Service callee;

  /** Among the edges of the caller. */
  final int index;

  /** One way, nanoseconds, one host to another. */
  final double baseDelay;

  private final Attributes attributes;

  // What ails the way; neutral when healthy.
  boolean cut;
  boolean wrongAddress;
  boolean credentialsRejected;

  /** Time-out instead of those planned, 0 for none. */
  long timeoutNanos;

  /** More attempts than planned, without pauses. */
  int stormRetries;

  Edge(Service caller, Service callee, int index, double baseDelay) {
    this.callee = callee;
    this.index = index;
    this.baseDelay = baseDelay;
    this.attributes =
        Attributes.of(
            caller.plan.telemetry().prometheusNames() ? "pool" : "db.client.connection.pool.name",
            callee.plan.name());
  }

  /** Of metrics about this edge. */
  Attributes attributes() {
    return attributes;
  }
}
