package io.faultlore.engine.step.track;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.dialect.Facts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span inside its trace; without facts it is no agent's span and matters for ancestry only. */
final class Node {
  /** What a span weighs beside its texts, in characters: ids, times, its place in the trace. */
  private static final int SPAN_CHARS = 512;

  /** What is kept of a step beside its texts, in characters: above all, two vectors. */
  private static final int STEP_CHARS = 4_096;

  final String spanId;
  final String parentId;
  final String name;
  final String app;
  final long startUnixNano;
  final long endUnixNano;
  final @Nullable Facts facts;

  /** Whether the step was reported, so that the live verdict stands on this span. */
  boolean reported;

  /** Since when a step waits for its content; unstamped until the clock is next known. */
  long waitsSince = Trace.UNSTAMPED;

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

  /** Characters that it weighs as long as it is kept. */
  long characters() {
    return SPAN_CHARS + (facts == null ? 0 : facts.characters()) + (isStep() ? STEP_CHARS : 0);
  }

  /** The key of the run that the span tells, or the empty string. */
  String runKey() {
    return facts == null ? "" : facts.runKey();
  }

  String agent() {
    return facts == null ? "" : facts.agent();
  }
}
