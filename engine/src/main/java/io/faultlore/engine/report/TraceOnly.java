package io.faultlore.engine.report;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** A place in telemetry that names a trace but no span, which the SDK's own factory refuses. */
record TraceOnly(String getTraceId) implements SpanContext {
  /** The context of a record that belongs to this trace; the empty one when it is no trace id. */
  static Context context(String traceId) {
    return TraceId.isValid(traceId)
        ? Context.root().with(Span.wrap(new TraceOnly(traceId)))
        : Context.root();
  }

  @Override
  public String getSpanId() {
    return SpanId.getInvalid();
  }

  @Override
  public TraceFlags getTraceFlags() {
    return TraceFlags.getDefault();
  }

  @Override
  public TraceState getTraceState() {
    return TraceState.getDefault();
  }

  @Override
  public boolean isRemote() {
    return true;
  }
}
