package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;

/** The little of a span that trace assembly needs. */
record OpenSpan(
    String service,
    String instance,
    String spanId,
    String parentSpanId,
    String operation,
    Kind kind,
    long start,
    long end,
    Outcome outcome,
    PeerName peer) {

  static OpenSpan of(Span span, String service) {
    return new OpenSpan(
        service,
        span.resource().instance(),
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.kind(),
        span.startUnixNano(),
        Math.max(span.startUnixNano(), span.endUnixNano()),
        Outcome.of(span),
        calls(span.kind()) ? PeerName.of(span.attributes()) : PeerName.NONE);
  }

  /** The same span by another clock. */
  OpenSpan shifted(long nanos) {
    if (nanos == 0) {
      return this;
    }
    return new OpenSpan(
        service,
        instance,
        spanId,
        parentSpanId,
        operation,
        kind,
        start + nanos,
        end + nanos,
        outcome,
        peer);
  }

  boolean error() {
    return outcome == Outcome.FAILED;
  }

  double ms() {
    return (end - start) / 1e6;
  }

  boolean isCall() {
    return calls(kind);
  }

  boolean isEntry() {
    return kind == Kind.SERVER || kind == Kind.CONSUMER || parentSpanId.isEmpty();
  }

  private static boolean calls(Kind kind) {
    return kind == Kind.CLIENT || kind == Kind.PRODUCER;
  }
}
