package io.faultlore.engine.memory;

/** Where in its life a failure or run is. */
public enum Phase {
  OPENED,
  UPDATED,
  CLOSED
}
