package io.faultlore.world.service;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import java.util.ArrayList;
import java.util.List;

/** What arrived from a world. */
final class Captured {
  static final long START = 1_790_000_000_000_000_000L;
  static final long SECOND = 1_000_000_000L;
  static final long MINUTE = 60 * SECOND;

  final List<Long> arrivals = new ArrayList<>();
  final List<Signal> signals = new ArrayList<>();

  void take(long arrival, Signal signal) {
    arrivals.add(arrival);
    signals.add(signal);
  }

  static Captured of(ServiceWorld world, long from, long until, long stride) {
    Captured captured = new Captured();
    for (long at = from; at < until; at += stride) {
      world.advance(Math.min(until, at + stride), captured::take);
    }
    return captured;
  }

  List<Span> spans() {
    return signals.stream().filter(Span.class::isInstance).map(Span.class::cast).toList();
  }

  List<LogRecord> logs() {
    return signals.stream().filter(LogRecord.class::isInstance).map(LogRecord.class::cast).toList();
  }

  List<MetricPoint> points() {
    return signals.stream()
        .filter(MetricPoint.class::isInstance)
        .map(MetricPoint.class::cast)
        .toList();
  }
}
