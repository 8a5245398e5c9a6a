package io.faultlore.engine.step.track;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.dialect.Facts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span inside its trace; without facts it is no agent's span and matters for ancestry only. */
final class Node {
  final String spanId;
  final String parentId;
  final String name;
  final String app;
  final long startUnixNano;
  final long endUnixNano;
  final @Nullable Facts facts;

  /** Whether the step was reported, so that the live verdict stands on this span. */
  boolean reported;

  Node(Span span, @Nullable Facts facts) {
    this.spanId = span.spanId();
    this.parentId = span.parentSpanId();
    this.name = span.name();
    this.app = span.resource().service();
    this.startUnixNano = span.startUnixNano();
    this.endUnixNano = span.endUnixNano();
    this.facts = facts;
  }

  boolean isStep() {
    return facts != null && facts.isStep();
  }

  boolean isAgent() {
    return facts != null && facts.isAgent();
  }

  /** The facts of a node that is known to be an agent's span. */
  Facts said() {
    return Objects.requireNonNull(facts, "an ordinary span says nothing");
  }

  boolean isReported() {
    return reported;
  }

  /** The key of the run that the span tells, or the empty string. */
  String runKey() {
    return facts == null ? "" : facts.runKey();
  }

  String agent() {
    return facts == null ? "" : facts.agent();
  }
}
