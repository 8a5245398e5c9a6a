package io.faultlore.engine.slice;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The usual life of every service, from past minutes; each part is worked out when asked for. */
public final class Baselines {
  private final List<Pane> traced;
  private final List<Pane> logged;
  private final List<Pane> measured;
  private final Map<String, TraceBaseline> traces = new TreeMap<>();
  private final Map<String, LogBaseline> logs = new TreeMap<>();
  private final Map<String, MetricBaseline> metrics = new TreeMap<>();

  /** Minutes in which each modality was recorded, in order of time. */
  Baselines(List<Pane> traced, List<Pane> logged, List<Pane> measured) {
    this.traced = traced;
    this.logged = logged;
    this.measured = measured;
  }

  /** Whether this is made of the same minutes of spans and logs, so that its parts can be kept. */
  boolean hasSameRecords(List<Pane> otherTraced, List<Pane> otherLogged) {
    return same(traced, otherTraced) && same(logged, otherLogged);
  }

  /** The same spans and logs with other minutes of metrics. */
  Baselines withMeasured(List<Pane> minutes) {
    if (same(measured, minutes)) {
      return this;
    }
    Baselines next = new Baselines(traced, logged, minutes);
    next.traces.putAll(traces);
    next.logs.putAll(logs);
    return next;
  }

  public TraceBaseline traces(String service) {
    return traces.computeIfAbsent(
        service,
        s ->
            new TraceBaseline(
                traced.stream().map(p -> p.of(s).traces()).toList(),
                traced.stream().mapToDouble(Pane::tracedSeconds).sum()));
  }

  public LogBaseline logs(String service) {
    return logs.computeIfAbsent(
        service,
        s ->
            new LogBaseline(
                logged.stream().map(p -> p.of(s).logs()).toList(),
                logged.stream().mapToDouble(Pane::loggedSeconds).sum()));
  }

  /**
   * By what the usual counts of log records are to be multiplied: requests now by requests then, so
   * that more traffic is no news, or the times, when the service has no requests; 0 when unknown.
   */
  public double logsExpectedPer(String service, Pane window) {
    double before = traces(service).all().requests();
    double now = window.of(service).traces().requests();
    if (before >= 5 && now > 0) {
      return now / before;
    }
    double seconds = logs(service).seconds();
    return seconds == 0 ? 0 : window.loggedSeconds() / seconds;
  }

  public MetricBaseline metrics(String service) {
    return metrics.computeIfAbsent(
        service, s -> new MetricBaseline(measured.stream().map(p -> p.of(s).metrics()).toList()));
  }

  /** Every service that sent anything, or was called, in the usual minutes. */
  public SortedSet<String> services() {
    TreeSet<String> all = new TreeSet<>();
    traced.forEach(minute -> all.addAll(minute.services().keySet()));
    logged.forEach(minute -> all.addAll(minute.services().keySet()));
    measured.forEach(minute -> all.addAll(minute.services().keySet()));
    return all;
  }

  /** Minutes of spans, the most telling modality, behind these baselines. */
  public int tracedMinutes() {
    return traced.size();
  }

  public int measuredMinutes() {
    return measured.size();
  }

  private static boolean same(List<Pane> a, List<Pane> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }
}
