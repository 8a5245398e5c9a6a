package io.faultlore.receiver.server;

/** What {@code /health} and {@code /ready} tell; nothing of the inside is told beside it. */
public interface Health {
  /** False when a broken invariant stopped a room: a restart is needed. */
  boolean isHealthy();

  /** True once what was acknowledged before has been replayed and telemetry is processed. */
  boolean isReady();
}
