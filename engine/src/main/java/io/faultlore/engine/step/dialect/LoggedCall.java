package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * An agent's call that came as a log event and nothing else: what would be its span. All of a
 * session are one trace, whose root never ends: only silence tells that nothing more comes.
 */
final class LoggedCall {
  /** Hex digits of a span id; a trace id has twice as many. */
  private static final int SPAN_ID_CHARS = 16;

  /** In nanoseconds. */
  private static final long MILLI = 1_000_000;

  private LoggedCall() {}

  /**
   * The span of an event.
   *
   * @param session what the event tells of the run that it belongs to
   */
  static Span span(LogRecord log, String session) {
    Attributes.Builder attributes = Attributes.builder();
    log.attributes().forEach(attributes::put);
    String name = GenAiEvents.nameOf(log);
    attributes.put("event.name", name);
    long millis = log.attributes().integer("duration_ms").orElse(0);
    return new Span(
        log.resource(),
        log.scope(),
        id(log.resource().service() + '/' + session),
        id(log.timeUnixNano() + name + log.attributes() + log.body()).substring(SPAN_ID_CHARS),
        id(session).substring(SPAN_ID_CHARS),
        name,
        Span.Kind.INTERNAL,
        log.timeUnixNano() - Math.max(0, millis) * MILLI,
        log.timeUnixNano(),
        attributes.build(),
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }

  /** Hex digits that the same words always give, so that what is sent twice counts once. */
  private static String id(String words) {
    return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
