package io.faultlore.engine.memory;

import java.util.Locale;

/** How bad a failure is. */
public enum Severity {
  CRITICAL,
  WARNING,
  INFO;

  /** As metrics, events and JSON name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
