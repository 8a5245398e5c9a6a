package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Span;
import java.util.List;

/**
 * One convention of agent telemetry. To add one: write a class, and put it into the order of {@link
 * Dialects}.
 */
interface Dialect {
  /** Beginnings of the attribute keys by which a span of this convention is recognised. */
  List<String> keys();

  /** Instrumentation scopes whose spans all belong to this convention, attributes or not. */
  default List<String> scopes() {
    return List.of();
  }

  /** Tells what the span says in this convention; nothing when it does not speak it. */
  void read(Span span, Facts facts);
}
