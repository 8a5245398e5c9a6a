package io.faultlore.engine.memory;

import java.util.Locale;

/** Where in its life a failure or run is. */
public enum Phase {
  OPENED,
  UPDATED,
  CLOSED;

  /** As metrics, events and JSON name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
