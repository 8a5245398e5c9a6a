package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.signal.Value;
import java.util.List;

/** Builds signals; times are in seconds after {@link #START}, durations in milliseconds. */
public final class Telemetry {
  /** A whole minute. */
  public static final long START = 1_700_000_040L * 1_000_000_000L;

  private Telemetry() {}

  /** A moment in nanoseconds since 1970. */
  public static long at(double second) {
    return START + Math.round(second * 1e3) * 1_000_000L;
  }

  public static Resource resource(String service) {
    return Resource.of(Attributes.of("service.name", service, "service.instance.id", service));
  }

  /** A span that began at the second; a call's peer is in its attributes. */
  public static Span span(
      String service,
      String trace,
      String id,
      String parent,
      String name,
      Kind kind,
      double second,
      double ms,
      String... attributes) {
    long start = at(second);
    return new Span(
        resource(service),
        Scope.NONE,
        trace,
        id,
        parent,
        name,
        kind,
        start,
        start + Math.round(ms * 1e6),
        Attributes.of(attributes),
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }

  public static Span failed(Span span) {
    return with(span, span.resource(), Span.Status.ERROR);
  }

  public static Span sentBy(Resource resource, Span span) {
    return with(span, resource, span.status());
  }

  private static Span with(Span span, Resource resource, Span.Status status) {
    return new Span(
        resource,
        span.scope(),
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.kind(),
        span.startUnixNano(),
        span.endUnixNano(),
        span.attributes(),
        span.events(),
        span.links(),
        status,
        "");
  }

  public static LogRecord log(String service, double second, int severity, String body) {
    return log(service, second, severity, body, "", "");
  }

  public static LogRecord log(
      String service, double second, int severity, String body, String trace, String span) {
    return new LogRecord(
        resource(service),
        Scope.NONE,
        at(second),
        severity,
        "",
        "",
        Value.of(body),
        Attributes.EMPTY,
        trace,
        span);
  }

  /** A point of a series that began at {@link #START}. */
  public static MetricPoint point(
      String service, String name, double second, MetricPoint.Data data, String... attributes) {
    return new MetricPoint(
        resource(service),
        Scope.NONE,
        name,
        "",
        Attributes.of(attributes),
        START,
        at(second),
        data);
  }

  public static MetricPoint gauge(String service, String name, double second, double value) {
    return point(service, name, second, new MetricPoint.Gauge(value));
  }
}
