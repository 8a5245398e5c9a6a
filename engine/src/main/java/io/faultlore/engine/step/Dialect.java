package io.faultlore.engine.step;

import io.faultlore.engine.signal.Span;

/**
 * One convention of agent telemetry. To add one: write a class, and put it into the order of {@link
 * Dialects}.
 */
interface Dialect {
  /** Whether a key of a span's attributes belongs to this convention. */
  boolean owns(String key);

  /** Tells what the span says in this convention; nothing when it does not speak it. */
  void read(Span span, Facts facts);
}
