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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into panes of event time. A pane closes when event time has passed its end by the
 * allowed lateness; until then records may come in any order. A span belongs to the pane of its end
 * and is read when that closes: its children have ended before it.
 */
public final class Slicer {
  /** How long a trace is kept after its last record: longer than any usual request. */
  private static final long TRACE_KEPT_NANOS = 60_000_000_000L;

  /** Above this share of a bound somebody should look who fills it: churn alone stays below. */
  private static final double FILLING_UP = .7;

  /** Records that wait for common time, about 1 KB each: a minute of one busy source. */
  static final int EARLY_MAX = 10_000;

  /** Points of a pane for each series that may be: one a second and some that were delayed. */
  static final int POINTS_PER_SERIES = 20;

  private static final Comparator<Point> BY_SERIES_AND_TIME =
      Comparator.comparing(Point::series).thenComparingLong(p -> p.point.timeUnixNano());

  private final SliceConfig config;
  private final Drops drops = new Drops();
  private final EventClock clock;
  private final Peers peers;
  private final Templates templates;
  private final SeriesReader seriesReader;
  private final Recent<String, String> services;
  private final Recent<String, String> callees;
  private final Vocabulary<CallKey> calls;
  private final Vocabulary<SpanReader.Transition> steps;
  private final SpanReader spanReader;
  private final RequestReader requestReader;
  private final LinkedHashMap<String, OpenTrace> traces = new LinkedHashMap<>();
  private final TreeMap<Long, OpenPane> open = new TreeMap<>();
  private final List<Pane> closed = new ArrayList<>();
  private final List<Early> early = new ArrayList<>();
  private final Sampling sampling;
  private long earlyTaken;
  private long nextIndex = Long.MIN_VALUE;

  public Slicer(SliceConfig config) {
    this.config = config;
    this.clock = new EventClock(config.latenessNanos(), config.futureNanos());
    this.sampling = new Sampling(config.tracesMax());
    this.templates = new Templates(config.templatesMax(), clock::latest, drops);
    this.seriesReader = new SeriesReader(config.seriesMax(), clock::latest, drops);
    this.services =
        new Recent<>(config.servicesMax(), clock::latest, drops, Drops.Reason.SERVICE_LIMIT);
    this.calls = names(Drops.Reason.CALL_LIMIT);
    this.steps = names(Drops.Reason.CALL_LIMIT);
    this.callees =
        new Recent<>(config.servicesMax(), clock::latest, drops, Drops.Reason.PEER_LIMIT);
    this.peers = new Peers(services, callees);
    this.spanReader = new SpanReader(peers, calls, steps);
    this.requestReader = new RequestReader(peers, calls);
  }

  private <T> Vocabulary<T> names(Drops.Reason reason) {
    return new Vocabulary<>(config.callsMax(), clock::latest, drops, reason);
  }

  private static final class OpenPane {
    final Pane pane;
    final List<Ended> ended = new ArrayList<>();
    final List<Point> points = new ArrayList<>();
    final List<ToldRequests> told = new ArrayList<>();

    /** One of so many traces is read. */
    int oneOf;

    OpenPane(long start, long end, int oneOf) {
      pane = new Pane(start, end);
      this.oneOf = oneOf;
    }

    TraceStats traces(String service) {
      TraceStats stats = pane.service(service).tracesToFill();
      stats.sampled(oneOf);
      return stats;
    }
  }

  private record Ended(OpenTrace trace, OpenSpan span) {}

  private record Point(String series, MetricPoint point) {}

  /** A record that waits for common time, and since when by that. */
  private record Early(Signal signal, long since) {}

  /** Takes a record; returns the panes that closed, in order of time. */
  public List<Pane> add(Signal signal) {
    if (signal.timeUnixNano() <= 0) {
      drops.count(Drops.Reason.NO_TIME);
    } else {
      place(signal);
    }
    return closed();
  }

  /** Idle time has passed: closes what no record will close. */
  public List<Pane> advance(long nowUnixNano) {
    clock.advance(nowUnixNano);
    if (clock.latest() != Long.MIN_VALUE) {
      closeWhatIsOver();
    }
    return closed();
  }

  private List<Pane> closed() {
    if (closed.isEmpty()) {
      return List.of();
    }
    List<Pane> all = List.copyOf(closed);
    closed.clear();
    return all;
  }

  private void place(Signal signal) {
    switch (clock.see(signal.resource(), signal.timeUnixNano(), openFrom())) {
      case ON_TIME -> {
        take(signal, clock.placed());
        if (clock.offBy() != 0) {
          long offBy = clock.offBy();
          ofLatest(signal, sent -> sent.clockIsOff(signal.resource().instance(), offBy));
        }
        closeWhatIsOver();
      }
      case LATE -> {
        drops.count(Drops.Reason.LATE);
        ofLatest(signal, ServicePane::strayed);
      }
      case EARLY -> {
        ofLatest(signal, ServicePane::strayed);
        if (early.size() < EARLY_MAX) {
          early.add(new Early(signal, clock.latest()));
        } else {
          drops.count(Drops.Reason.FUTURE);
        }
      }
      case JUMPED -> {
        long target = clock.latest() - config.futureNanos();
        closeUntil(target);
        nextIndex = Math.max(nextIndex, Math.floorDiv(target, config.paneNanos()));
        takeEarly();
        place(signal);
      }
      case JUMPED_BACK -> {
        open.clear();
        traces.clear();
        nextIndex = Long.MIN_VALUE;
        place(signal);
      }
    }
  }

  private void closeWhatIsOver() {
    if (!early.isEmpty() && Math.abs(clock.latest() - earlyTaken) >= config.latenessNanos()) {
      takeEarly();
    }
    closeUntil(clock.latest() - config.latenessNanos());
  }

  /** Common time has moved on: some of what was ahead of it has its place now. */
  private void takeEarly() {
    earlyTaken = clock.latest();
    List<Early> waiting = List.copyOf(early);
    early.clear();
    for (Early one : waiting) {
      Signal signal = one.signal;
      if (clock.fits(signal.resource(), signal.timeUnixNano(), openFrom())) {
        take(signal, clock.placed());
      } else if (signal.timeUnixNano() > earlyTaken
          && earlyTaken - one.since <= EventClock.SURE_NANOS) {
        early.add(one);
      } else {
        drops.count(Drops.Reason.FUTURE);
      }
    }
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
    fill.put("peers", callees.fill());
    fill.put("calls", Math.max(calls.fill(), steps.fill()));
    fill.put("templates", templates.fill());
    fill.put("series", seriesReader.fill());
    fill.put("traces", (double) traces.size() / config.tracesMax());
    return fill;
  }

  /** Who takes most of a bound that is filling up, by the bound's name. */
  public Map<String, String> filledBy() {
    Map<String, String> by = new TreeMap<>();
    if (seriesReader.fill() >= FILLING_UP) {
      by.put("series", seriesReader.most());
    }
    if (templates.fill() >= FILLING_UP) {
      by.put("templates", templates.most());
    }
    return by;
  }

  private long openFrom() {
    return nextIndex == Long.MIN_VALUE ? Long.MIN_VALUE : nextIndex * config.paneNanos();
  }

  private void take(Signal signal, long time) {
    String service = signal.resource().service();
    if (service.isEmpty()) {
      drops.count(Drops.Reason.NO_SERVICE);
      return;
    }
    if (!peers.know(service)) {
      return;
    }
    long index = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE) {
      nextIndex = index - config.latenessNanos() / config.paneNanos() - 1;
    }
    OpenPane pane = open.computeIfAbsent(index, this::openPane);
    long shift = time - signal.timeUnixNano();
    // A clock that is right within a minute is left alone inside traces: their parts fit better by
    // what they say than by what the batches of exporters and Collectors let guess.
    long inTrace = Math.abs(shift) > EventClock.SURE_NANOS ? shift : 0;
    switch (signal) {
      case Span span -> takeSpan(span, service, inTrace, pane);
      case LogRecord log -> takeLog(log, service, log.timeUnixNano() + inTrace, pane);
      case MetricPoint point -> takeMetric(point, pane);
    }
  }

  /** What its service sends at this moment, whatever time it says. */
  private void ofLatest(Signal signal, Consumer<ServicePane> told) {
    String service = signal.resource().service();
    OpenPane pane = open.get(Math.floorDiv(clock.latest(), config.paneNanos()));
    if (pane != null && !service.isEmpty() && peers.know(service)) {
      told.accept(pane.pane.service(service));
    }
  }

  private OpenPane openPane(long index) {
    return new OpenPane(
        index * config.paneNanos(), (index + 1) * config.paneNanos(), sampling.oneOf());
  }

  private void takeSpan(Span span, String service, long shift, OpenPane pane) {
    OpenSpan kept = OpenSpan.of(span, service).shifted(shift);
    OpenTrace trace = trace(span.traceId());
    if (trace == null) {
      if (!Sampling.keeps(span.traceId(), sampling.oneOf())) {
        leaveOut(kept, span.traceId(), pane);
      }
    } else if (trace.add(kept)) {
      pane.pane.service(service).sentBy(span.resource());
      pane.ended.add(new Ended(trace, kept));
    } else {
      drops.count(Drops.Reason.DUPLICATE);
    }
  }

  /** Another trace counts for this one, but requests that failed are all counted. */
  private void leaveOut(OpenSpan span, String traceId, OpenPane pane) {
    drops.count(Drops.Reason.SAMPLED);
    if (span.error() && span.isEntry()) {
      pane.traces(span.service()).request(span.outcome(), span.ms(), traceId, span.instance());
    }
  }

  private void takeLog(LogRecord log, String service, long time, OpenPane pane) {
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
        trace.add(log.spanId(), new LogMark(time, template.text()));
      }
    }
  }

  private void takeMetric(MetricPoint point, OpenPane pane) {
    // By convention system.* describes the host; some SDKs repeat it for every process on it.
    if (point.resource().attributes().has("service.name") && isOfHost(point.name())) {
      drops.count(Drops.Reason.HOST_METRIC);
    } else if (pane.points.size() / POINTS_PER_SERIES >= config.seriesMax()) {
      drops.count(Drops.Reason.SERIES_LIMIT);
    } else {
      pane.points.add(new Point(SeriesReader.key(point), point));
    }
  }

  private static boolean isOfHost(String metric) {
    return metric.startsWith("system.") || metric.startsWith("system_");
  }

  /** The trace to be filled; null when it is left out or full. */
  private @Nullable OpenTrace trace(String traceId) {
    OpenTrace trace = traces.get(traceId);
    if (trace == null) {
      if (sampling.thinsOut(traces.size())) {
        open.values().forEach(each -> each.oneOf = Math.max(each.oneOf, sampling.oneOf()));
        traces.keySet().removeIf(id -> !Sampling.keeps(id, sampling.oneOf()));
      }
      if (!Sampling.keeps(traceId, sampling.oneOf())) {
        return null;
      }
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

  private void closeUntil(long time) {
    long end = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE || end <= nextIndex) {
      return;
    }
    while (!open.isEmpty() && open.firstKey() < end) {
      closed.add(close(open.pollFirstEntry().getValue()));
    }
    nextIndex = end;
    forgetTraces(end * config.paneNanos() - TRACE_KEPT_NANOS);
  }

  private Pane close(OpenPane open) {
    // Sorted, so that the order of arrival leaves no trace in sums of doubles and in rates.
    open.ended.sort(
        Comparator.comparing((Ended e) -> e.trace.traceId())
            .thenComparing(e -> e.span.start())
            .thenComparing(e -> e.span.spanId()));
    for (Ended ended : open.ended) {
      // Fewer were kept when the pane began, so that some of these traces are not whole.
      if (Sampling.keeps(ended.trace.traceId(), open.oneOf)) {
        spanReader.read(ended.trace, ended.span, open.traces(ended.span.service()));
      } else {
        leaveOut(ended.span, ended.trace.traceId(), open);
      }
      requestReader.spanEnded(ended.span);
    }
    open.points.sort(BY_SERIES_AND_TIME);
    for (Point one : open.points) {
      ServicePane sent = open.pane.service(one.point.resource().service());
      sent.sentBy(one.point.resource());
      seriesReader.read(one.series, one.point, sent.metricsToFill(), open.told::add);
    }
    requestReader.read(
        open.told, open.pane.endUnixNano(), name -> open.pane.service(name).tracesToFill());
    open.pane.sampled(1.0 / open.oneOf);
    open.pane.close();
    return open.pane;
  }

  private void forgetTraces(long before) {
    for (Iterator<OpenTrace> all = traces.values().iterator(); all.hasNext(); ) {
      if (all.next().lastNanos() < before) {
        all.remove();
      }
    }
    sampling.recovers(traces.size());
  }
}
