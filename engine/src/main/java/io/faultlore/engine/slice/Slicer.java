package io.faultlore.engine.slice;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.slice.OpenTrace.LogMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into panes of event time. A pane closes when event time has passed its end by the
 * allowed lateness; until then records may come in any order. A span belongs to the pane of its end
 * and is read when that closes: its children have ended before it.
 */
public final class Slicer {
  /** How long a trace is kept after its last record: longer than any usual request. */
  private static final long TRACE_KEPT_NANOS = 60_000_000_000L;

  private final SliceConfig config;
  private final Drops drops = new Drops();
  private final EventClock clock;
  private final Peers peers = new Peers();
  private final Templates templates;
  private final SeriesReader seriesReader;
  private final Vocabulary<String> services;
  private final Vocabulary<CallKey> calls;
  private final Vocabulary<SpanReader.Transition> steps;
  private final SpanReader spanReader;
  private final RequestReader requestReader;
  private final LinkedHashMap<String, OpenTrace> traces = new LinkedHashMap<>();
  private final TreeMap<Long, OpenPane> open = new TreeMap<>();
  private final List<Signal> ahead = new ArrayList<>();
  private long nextIndex = Long.MIN_VALUE;

  public Slicer(SliceConfig config) {
    this.config = config;
    this.clock = new EventClock(config.futureNanos());
    this.templates = new Templates(config.templatesMax(), drops);
    this.seriesReader = new SeriesReader(config.seriesMax(), drops);
    this.services = new Vocabulary<>(config.servicesMax(), drops, Drops.Reason.SERVICE_LIMIT);
    this.calls = new Vocabulary<>(config.callsMax(), drops, Drops.Reason.CALL_LIMIT);
    this.steps = new Vocabulary<>(config.callsMax(), drops, Drops.Reason.CALL_LIMIT);
    this.spanReader = new SpanReader(peers, calls, steps);
    this.requestReader = new RequestReader(peers, calls);
  }

  private static final class OpenPane {
    final Pane pane;
    final List<Ended> ended = new ArrayList<>();
    final List<ToldRequests> told = new ArrayList<>();

    OpenPane(long start, long end) {
      pane = new Pane(start, end);
    }
  }

  private record Ended(OpenTrace trace, OpenSpan span) {}

  /** Takes a record; returns the panes that closed, in order of time. */
  public List<Pane> add(Signal signal) {
    long time = signal.timeUnixNano();
    if (time <= 0) {
      drops.count(Drops.Reason.NO_TIME);
      return List.of();
    }
    boolean many = services.size() > 1;
    return switch (clock.see(time, openFrom(), signal.resource().service(), many)) {
      case ON_TIME -> {
        ahead.clear();
        take(signal, time);
        yield closeUntil(clock.latest() - config.latenessNanos());
      }
      case LATE -> {
        drops.count(Drops.Reason.LATE);
        yield List.of();
      }
      case FUTURE -> {
        holdBack(signal);
        yield List.of();
      }
      case JUMPED -> jumped(signal);
      case JUMPED_BACK -> {
        forgetOpen();
        take(signal, time);
        yield List.of();
      }
    };
  }

  /** Idle time has passed: closes what no record will close. */
  public List<Pane> advance(long nowUnixNano) {
    clock.advance(nowUnixNano);
    return clock.latest() == Long.MIN_VALUE
        ? List.of()
        : closeUntil(clock.latest() - config.latenessNanos());
  }

  /** Event time up to which everything is closed, or {@code Long.MIN_VALUE} at the beginning. */
  public long closedUntil() {
    return openFrom();
  }

  /** The latest event time seen. */
  public long latest() {
    return clock.latest();
  }

  public Drops drops() {
    return drops;
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    Map<String, Double> fill = new TreeMap<>();
    fill.put("services", services.fill());
    fill.put("calls", Math.max(calls.fill(), steps.fill()));
    fill.put("templates", templates.fill());
    fill.put("series", seriesReader.fill());
    fill.put("traces", (double) traces.size() / config.tracesMax());
    return fill;
  }

  private long openFrom() {
    return nextIndex == Long.MIN_VALUE ? Long.MIN_VALUE : nextIndex * config.paneNanos();
  }

  /** A record of the future counts as dropped until others prove it right. */
  private void holdBack(Signal signal) {
    drops.count(Drops.Reason.FUTURE);
    if (ahead.size() < EventClock.JUMP_RECORDS) {
      ahead.add(signal);
    }
  }

  private List<Pane> jumped(Signal signal) {
    List<Pane> closed = new ArrayList<>();
    long target = clock.latest() - config.futureNanos();
    closed.addAll(closeUntil(target));
    nextIndex = Math.max(nextIndex, Math.floorDiv(target, config.paneNanos()));
    for (Signal held : ahead) {
      if (held.timeUnixNano() >= openFrom()
          && held.timeUnixNano() <= clock.latest() + config.futureNanos()) {
        take(held, held.timeUnixNano());
      }
    }
    ahead.clear();
    take(signal, signal.timeUnixNano());
    return closed;
  }

  private void forgetOpen() {
    open.clear();
    traces.clear();
    nextIndex = Long.MIN_VALUE;
  }

  private void take(Signal signal, long time) {
    String service = signal.resource().service();
    if (service.isEmpty()) {
      drops.count(Drops.Reason.NO_SERVICE);
      return;
    }
    if (!services.admits(service)) {
      return;
    }
    peers.know(service);
    long index = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE) {
      nextIndex = index - config.latenessNanos() / config.paneNanos() - 1;
    }
    OpenPane pane =
        open.computeIfAbsent(
            index, i -> new OpenPane(i * config.paneNanos(), (i + 1) * config.paneNanos()));
    switch (signal) {
      case Span span -> takeSpan(span, service, pane);
      case LogRecord log -> takeLog(log, service, pane);
      case MetricPoint point -> takeMetric(point, service, pane);
    }
  }

  private void takeSpan(Span span, String service, OpenPane pane) {
    OpenTrace trace = trace(span.traceId());
    if (trace == null) {
      return;
    }
    OpenSpan kept = OpenSpan.of(span, service);
    if (trace.add(kept)) {
      pane.pane.service(service).sentBy(span.resource());
      pane.ended.add(new Ended(trace, kept));
    } else {
      drops.count(Drops.Reason.DUPLICATE);
    }
  }

  private void takeLog(LogRecord log, String service, OpenPane pane) {
    Template template = templates.of(log).orElse(null);
    if (template == null) {
      return;
    }
    ServicePane sent = pane.pane.service(service);
    sent.sentBy(log.resource());
    sent.logsToFill().add(template);
    if (!log.spanId().isEmpty() && !log.traceId().isEmpty()) {
      OpenTrace trace = trace(log.traceId());
      if (trace != null) {
        trace.add(log.spanId(), new LogMark(log.timeUnixNano(), template.text()));
      }
    }
  }

  private void takeMetric(MetricPoint point, String service, OpenPane pane) {
    // By convention system.* describes the host; some SDKs repeat it for every process on it.
    if (point.resource().attributes().has("service.name") && isOfHost(point.name())) {
      drops.count(Drops.Reason.HOST_METRIC);
      return;
    }
    ServicePane sent = pane.pane.service(service);
    sent.sentBy(point.resource());
    seriesReader.read(point, sent.metricsToFill(), pane.told::add);
  }

  private static boolean isOfHost(String metric) {
    return metric.startsWith("system.") || metric.startsWith("system_");
  }

  private @Nullable OpenTrace trace(String traceId) {
    OpenTrace trace = traces.get(traceId);
    if (trace == null) {
      if (traces.size() >= config.tracesMax()) {
        drops.count(Drops.Reason.TRACE_LIMIT);
        return null;
      }
      trace = new OpenTrace(traceId);
      traces.put(traceId, trace);
    }
    if (trace.size() >= config.spansPerTraceMax()) {
      drops.count(Drops.Reason.SPAN_LIMIT);
      return null;
    }
    return trace;
  }

  private List<Pane> closeUntil(long time) {
    long end = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE || end <= nextIndex) {
      return List.of();
    }
    List<Pane> closed = new ArrayList<>();
    while (!open.isEmpty() && open.firstKey() < end) {
      closed.add(close(open.pollFirstEntry().getValue()));
    }
    nextIndex = end;
    forgetTraces(end * config.paneNanos() - TRACE_KEPT_NANOS);
    return closed;
  }

  private Pane close(OpenPane open) {
    // Sorted, so that the order of arrival leaves no trace in sums of doubles.
    open.ended.sort(
        Comparator.comparing((Ended e) -> e.trace.traceId())
            .thenComparing(e -> e.span.start())
            .thenComparing(e -> e.span.spanId()));
    for (Ended ended : open.ended) {
      TraceStats stats = open.pane.service(ended.span.service()).tracesToFill();
      spanReader.read(ended.trace, ended.span, stats);
      requestReader.spanEnded(ended.span);
    }
    requestReader.read(
        open.told, open.pane.endUnixNano(), name -> open.pane.service(name).tracesToFill());
    open.pane.close();
    return open.pane;
  }

  private void forgetTraces(long before) {
    for (Iterator<OpenTrace> all = traces.values().iterator(); all.hasNext(); ) {
      if (all.next().lastNanos() < before) {
        all.remove();
      }
    }
  }
}
