package io.faultlore.engine.memory;

/** How bad a failure is. */
public enum Severity {
  CRITICAL,
  WARNING,
  INFO
}
