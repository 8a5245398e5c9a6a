package io.faultlore.engine.signal;

import java.util.List;

/**
 * A finished span.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId 16 lower-case hex digits, or the empty string for a root
 * @param startUnixNano nanoseconds since 1970 UTC
 * @param endUnixNano nanoseconds since 1970 UTC; may lie before the start when a clock jumped
 */
public record Span(
    Resource resource,
    Scope scope,
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    Kind kind,
    long startUnixNano,
    long endUnixNano,
    Attributes attributes,
    List<Event> events,
    List<Link> links,
    Status status,
    String statusMessage)
    implements Signal {

  public Span {
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  @Override
  public long timeUnixNano() {
    return endUnixNano;
  }

  /** Duration in nanoseconds, never negative. */
  public long durationNanos() {
    return Math.max(0, endUnixNano - startUnixNano);
  }

  public boolean isRoot() {
    return parentSpanId.isEmpty();
  }

  public boolean isError() {
    return status == Status.ERROR;
  }

  /** OTLP span kind. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /** OTLP status code. */
  public enum Status {
    UNSET,
    OK,
    ERROR
  }

  /** A timed event inside a span. */
  public record Event(long timeUnixNano, String name, Attributes attributes) {}

  /** A reference to another span. */
  public record Link(String traceId, String spanId, Attributes attributes) {}
}
