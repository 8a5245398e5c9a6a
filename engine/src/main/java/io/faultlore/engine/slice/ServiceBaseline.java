package io.faultlore.engine.slice;

import io.faultlore.engine.slice.Past.Minute;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one service usually is; each part is worked out when asked for. */
final class ServiceBaseline {
  static final ServiceBaseline NONE = new ServiceBaseline(List.of(), List.of(), List.of());

  private final List<Minute> traced;
  private final List<Minute> logged;
  private final List<Minute> measured;
  private @Nullable TraceBaseline traces;
  private @Nullable LogBaseline logs;
  private @Nullable MetricBaseline metrics;

  private ServiceBaseline(List<Minute> traced, List<Minute> logged, List<Minute> measured) {
    this.traced = traced;
    this.logged = logged;
    this.measured = measured;
  }

  /** The baseline of these minutes; what is made of the same minutes is taken over. */
  ServiceBaseline next(
      List<Minute> nextTraced, List<Minute> nextLogged, List<Minute> nextMeasured) {
    boolean sameTraces = traced.equals(nextTraced);
    boolean sameLogs = logged.equals(nextLogged);
    boolean sameMetrics = measured.equals(nextMeasured);
    if (sameTraces && sameLogs && sameMetrics) {
      return this;
    }
    ServiceBaseline next = new ServiceBaseline(nextTraced, nextLogged, nextMeasured);
    next.traces = sameTraces ? traces : null;
    next.logs = sameLogs ? logs : null;
    next.metrics = sameMetrics ? metrics : null;
    return next;
  }

  TraceBaseline traces() {
    if (traces == null) {
      traces =
          new TraceBaseline(
              traced.stream().map(minute -> minute.sent().traces()).toList(),
              Past.sum(traced, Minute::tracedSeconds));
    }
    return traces;
  }

  LogBaseline logs() {
    if (logs == null) {
      logs =
          new LogBaseline(
              logged.stream().map(minute -> minute.sent().logs()).toList(),
              Past.sum(logged, Minute::loggedSeconds));
    }
    return logs;
  }

  MetricBaseline metrics() {
    if (metrics == null) {
      metrics = new MetricBaseline(measured.stream().map(m -> m.sent().metrics()).toList());
    }
    return metrics;
  }

  boolean isSilent() {
    return Stream.of(traced, logged, measured)
        .flatMap(List::stream)
        .allMatch(minute -> minute.sent().isSilent());
  }

  /** Minutes of whatever modality is known longest. */
  int minutes() {
    return Math.max(Math.max(traced.size(), logged.size()), measured.size());
  }
}
