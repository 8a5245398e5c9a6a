package io.faultlore.engine.step.track;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes spans and log events for tests: ids and times are small numbers. */
final class TestSpan {
  static final String TRACE = "0123456789abcdef0123456789abcdef";
  static final Resource SHOP = Resource.of(Attributes.of("service.name", "shop-agents"));

  private final Attributes.Builder attributes = Attributes.builder();
  private final List<Span.Event> events = new ArrayList<>();
  private final int id;
  private int parent;
  private String trace = TRACE;
  private String name;
  private String scope = "test";
  private long start;
  private long end;
  private Span.Status status = Span.Status.UNSET;
  private String statusMessage = "";

  private TestSpan(int id, String name) {
    this.id = id;
    this.name = name;
    this.start = id;
    this.end = id + 1L;
  }

  static TestSpan span(int id, String name) {
    return new TestSpan(id, name);
  }

  static String id(int number) {
    return number == 0 ? "" : String.format("%016x", number);
  }

  TestSpan in(int parentId) {
    this.parent = parentId;
    return this;
  }

  TestSpan trace(String traceId) {
    this.trace = traceId;
    return this;
  }

  TestSpan scope(String scopeName) {
    this.scope = scopeName;
    return this;
  }

  /** Start and end in seconds. */
  TestSpan at(long startSecond, long endSecond) {
    this.start = startSecond;
    this.end = endSecond;
    return this;
  }

  TestSpan with(String key, String value) {
    attributes.put(key, value);
    return this;
  }

  TestSpan with(String key, Value value) {
    attributes.put(key, value);
    return this;
  }

  TestSpan with(Attributes more) {
    more.forEach(attributes::put);
    return this;
  }

  TestSpan event(String eventName, Attributes eventAttributes) {
    events.add(new Span.Event(seconds(start) + events.size(), eventName, eventAttributes));
    return this;
  }

  TestSpan status(Span.Status code, String message) {
    this.status = code;
    this.statusMessage = message;
    return this;
  }

  Span build() {
    return new Span(
        SHOP,
        new Scope(scope, "1", Attributes.EMPTY),
        trace,
        id(id),
        id(parent),
        name,
        Span.Kind.CLIENT,
        seconds(start),
        seconds(end),
        attributes.build(),
        events,
        List.of(),
        status,
        statusMessage);
  }

  static LogRecord log(int spanId, long second, String event, Value body) {
    return log(spanId, second, event, body, Attributes.EMPTY);
  }

  static LogRecord log(int spanId, long second, String event, Value body, Attributes attributes) {
    return new LogRecord(
        SHOP, Scope.NONE, seconds(second), 9, "INFO", event, body, attributes, TRACE, id(spanId));
  }

  static long seconds(long seconds) {
    return (1_700_000_000L + seconds) * 1_000_000_000L;
  }
}
