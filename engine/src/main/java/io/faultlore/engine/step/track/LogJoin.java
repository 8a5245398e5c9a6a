package io.faultlore.engine.step.track;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds log events until their span comes; those waiting longest go first. */
final class LogJoin {
  private static final long NOT_STAMPED = Long.MIN_VALUE;

  private final int eventsMax;
  private final long waitNanos;
  private final Map<String, Waiting> bySpan = new LinkedHashMap<>();
  private int size;
  private long dropped;
  private long expired;

  private static final class Waiting {
    final List<LogRecord> events = new ArrayList<>(4);
    long since = NOT_STAMPED;
  }

  LogJoin(StepConfig config) {
    this.eventsMax = config.pendingLogsMax();
    this.waitNanos = config.logWait().toNanos();
  }

  void add(LogRecord log) {
    bySpan.computeIfAbsent(key(log.traceId(), log.spanId()), _ -> new Waiting()).events.add(log);
    size++;
    while (size > eventsMax) {
      dropped += remove(bySpan.entrySet().iterator());
    }
  }

  /** Removes and returns the events of a span that has arrived. */
  List<LogRecord> take(String traceId, String spanId) {
    Waiting waiting = bySpan.remove(key(traceId, spanId));
    if (waiting == null) {
      return List.of();
    }
    size -= waiting.events.size();
    return waiting.events;
  }

  /** Drops what has waited too long; the time of arrival is the first call after it. */
  void advance(long nowUnixNano) {
    for (var entries = bySpan.entrySet().iterator(); entries.hasNext(); ) {
      Waiting waiting = entries.next().getValue();
      if (waiting.since == NOT_STAMPED) {
        waiting.since = nowUnixNano;
      } else if (nowUnixNano - waiting.since >= waitNanos) {
        entries.remove();
        size -= waiting.events.size();
        expired += waiting.events.size();
      }
    }
  }

  int size() {
    return size;
  }

  long dropped() {
    return dropped;
  }

  long expired() {
    return expired;
  }

  private int remove(Iterator<Map.Entry<String, Waiting>> entries) {
    int count = entries.next().getValue().events.size();
    entries.remove();
    size -= count;
    return count;
  }

  private static String key(String traceId, String spanId) {
    return traceId + '/' + spanId;
  }
}
