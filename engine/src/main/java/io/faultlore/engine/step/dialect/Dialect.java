package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Span;

/**
 * One convention of agent telemetry. To add one: write a class, and put it into the order and its
 * keys into the list of {@link Dialects}.
 */
interface Dialect {
  /** Tells what the span says in this convention; nothing when it does not speak it. */
  void read(Span span, Facts facts);
}
