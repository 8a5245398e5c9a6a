package io.faultlore.receiver.journal;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 64-bit keys by which an item is known when it comes again: a span's trace and span id, a metric
 * point's series, start and time, a log record's whole content.
 *
 * <p>A log record has no id, and a program may write the same line twice in one clock tick. So the
 * n-th equal record of a request has a key of its own: a retry repeats the request and finds every
 * key, while honest repetitions within a request all count.
 */
final class ItemKeys {
  // What is hashed goes in first, so that a log record never looks like a point.
  private static final int ORIGIN = 0;
  private static final int SPAN = 1;
  private static final int LOG = 2;
  private static final int POINT = 3;

  private final ItemHash hash = new ItemHash();
  private final Map<Long, Integer> sameLogs = new HashMap<>();
  // One resource and one scope instance is shared by many records in a row.
  private @Nullable Resource resource;
  private @Nullable Scope scope;
  private long originHash;

  private ItemKeys() {}

  /** One key per signal, none of them {@link JournalRecord#DUPLICATE}. */
  static long[] of(List<Signal> signals) {
    ItemKeys keys = new ItemKeys();
    long[] out = new long[signals.size()];
    for (int i = 0; i < out.length; i++) {
      long key = keys.of(signals.get(i));
      out[i] = key == JournalRecord.DUPLICATE ? 1 : key;
    }
    return out;
  }

  private long of(Signal signal) {
    return switch (signal) {
      case Span span -> hash.add(SPAN).add(span.traceId()).add(span.spanId()).take();
      case MetricPoint point -> pointKey(point);
      case LogRecord log -> logKey(log);
    };
  }

  private long pointKey(MetricPoint point) {
    long origin = origin(point);
    return hash.add(POINT)
        .add(origin)
        .add(point.name())
        .add(point.unit())
        .add(point.attributes())
        .add(point.startUnixNano())
        .add(point.timeUnixNano())
        .take();
  }

  private long logKey(LogRecord log) {
    long origin = origin(log);
    long content =
        hash.add(LOG)
            .add(origin)
            .add(log.timeUnixNano())
            .add(log.severity())
            .add(log.severityText())
            .add(log.eventName())
            .add(log.body())
            .add(log.attributes())
            .add(log.traceId())
            .add(log.spanId())
            .take();
    int earlier = sameLogs.merge(content, 1, Integer::sum) - 1;
    return earlier == 0 ? content : hash.add(LOG).add(content).add(earlier).take();
  }

  // The cache asks for the same instance; equal ones merely hash again.
  @SuppressWarnings("ReferenceEquality")
  private long origin(Signal signal) {
    if (signal.resource() != resource || signal.scope() != scope) {
      resource = signal.resource();
      scope = signal.scope();
      Attributes attributes = signal.resource().attributes();
      originHash =
          hash.add(ORIGIN)
              .add(attributes)
              .add(signal.scope().name())
              .add(signal.scope().version())
              .add(signal.scope().attributes())
              .take();
    }
    return originHash;
  }
}
