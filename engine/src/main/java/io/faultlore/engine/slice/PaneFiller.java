package io.faultlore.engine.slice;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.slice.OpenTrace.LogMark;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Puts records into the panes that they belong to, and reads what is in them when they close. Knows
 * what goes by which name over all panes: services, calls, texts and series, within their bounds.
 */
final class PaneFiller {
  /** Above this share of a bound somebody should look who fills it: churn alone stays below. */
  private static final double FILLING_UP = .7;

  /** Points of a pane for each series that may be: one a second and some that were delayed. */
  static final int POINTS_PER_SERIES = 20;

  private final int seriesMax;
  private final Drops drops;
  private final Recent<String, String> services;
  private final Recent<String, String> callees;
  private final Peers peers;
  private final Vocabulary<CallKey> calls;
  private final Vocabulary<SpanReader.Transition> steps;
  private final Templates templates;
  private final KeptTraces traces;
  private final SpanReader spanReader;
  private final SeriesReader seriesReader;
  private final RequestReader requestReader;

  /**
   * @param latest event time
   * @param thinnedOut told when only one of so many traces is read from now on
   */
  PaneFiller(SliceConfig config, LongSupplier latest, Drops drops, IntConsumer thinnedOut) {
    this.seriesMax = config.seriesMax();
    this.drops = drops;
    this.services = new Recent<>(config.servicesMax(), latest, drops, Drops.Reason.SERVICE_LIMIT);
    this.callees = new Recent<>(config.servicesMax(), latest, drops, Drops.Reason.PEER_LIMIT);
    this.peers = new Peers(services, callees);
    this.calls = new Vocabulary<>(config.callsMax(), latest, drops, Drops.Reason.CALL_LIMIT);
    this.steps = new Vocabulary<>(config.callsMax(), latest, drops, Drops.Reason.CALL_LIMIT);
    this.templates = new Templates(config.templatesMax(), latest, drops);
    this.traces = new KeptTraces(config, drops, thinnedOut);
    this.spanReader = new SpanReader(peers, calls, steps);
    this.seriesReader = new SeriesReader(seriesMax, latest, drops);
    this.requestReader = new RequestReader(peers, calls);
  }

  /** Whether there is room for what the service sends. */
  boolean knows(String service) {
    return peers.know(service);
  }

  /** An empty pane. */
  OpenPane open(long start, long end) {
    return new OpenPane(start, end, traces.oneOf());
  }

  /**
   * Takes a record of a service that is known.
   *
   * @param shift added to its times
   */
  void take(Signal signal, long shift, OpenPane pane) {
    switch (signal) {
      case Span span -> takeSpan(span, shift, pane);
      case LogRecord log -> takeLog(log, log.timeUnixNano() + shift, pane);
      case MetricPoint point -> takeMetric(point, pane);
    }
  }

  private void takeSpan(Span span, long shift, OpenPane pane) {
    String service = span.resource().service();
    OpenSpan kept = OpenSpan.of(span, service).shifted(shift);
    OpenTrace trace = traces.toFill(span.traceId());
    if (trace == null) {
      if (!traces.keeps(span.traceId())) {
        leaveOut(kept, span.traceId(), pane);
      }
    } else if (trace.add(kept)) {
      pane.service(service).sentBy(span.resource());
      pane.ended.add(new OpenPane.Ended(trace, kept));
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

  private void takeLog(LogRecord log, long time, OpenPane pane) {
    Template template = templates.of(log).orElse(null);
    if (template == null) {
      return;
    }
    ServicePane sent = pane.service(log.resource().service());
    sent.sentBy(log.resource());
    sent.logsToFill().add(template);
    if (!log.spanId().isEmpty() && !log.traceId().isEmpty()) {
      OpenTrace trace = traces.toFill(log.traceId());
      if (trace != null) {
        trace.add(log.spanId(), new LogMark(time, template.text()));
      }
    }
  }

  private void takeMetric(MetricPoint point, OpenPane pane) {
    // By convention system.* describes the host; some SDKs repeat it for every process on it.
    if (point.resource().attributes().has("service.name") && isOfHost(point.name())) {
      drops.count(Drops.Reason.HOST_METRIC);
    } else if (pane.points.size() / POINTS_PER_SERIES >= seriesMax) {
      drops.count(Drops.Reason.SERIES_LIMIT);
    } else {
      pane.points.add(new OpenPane.Point(SeriesReader.key(point), point));
    }
  }

  private static boolean isOfHost(String metric) {
    return metric.startsWith("system.") || metric.startsWith("system_");
  }

  /** Reads what can only be read together; nothing more belongs to the pane. */
  Pane close(OpenPane open) {
    open.sort();
    for (OpenPane.Ended ended : open.ended) {
      // Fewer were kept when the pane began, so that some of these traces are not whole.
      if (Sampling.keeps(ended.trace().traceId(), open.oneOf())) {
        spanReader.read(ended.trace(), ended.span(), open.traces(ended.span().service()));
      } else {
        leaveOut(ended.span(), ended.trace().traceId(), open);
      }
      requestReader.spanEnded(ended.span());
    }
    for (OpenPane.Point one : open.points) {
      ServicePane sent = open.service(one.point().resource().service());
      sent.sentBy(one.point().resource());
      seriesReader.read(one.series(), one.point(), sent.metricsToFill(), open.told::add);
    }
    requestReader.read(
        open.told, open.pane.endUnixNano(), name -> open.service(name).tracesToFill());
    open.pane.sampled(1.0 / open.oneOf());
    open.pane.close();
    return open.pane;
  }

  /** Everything until then is closed. */
  void closedUntil(long unixNano) {
    traces.closedUntil(unixNano);
  }

  /** Everything open belongs to a time that never was. */
  void forgetTraces() {
    traces.clear();
  }

  /** How full every bound is, 0 to 1, by its name. */
  Map<String, Double> fill() {
    Map<String, Double> fill = new TreeMap<>();
    fill.put("services", services.fill());
    fill.put("peers", callees.fill());
    fill.put("calls", Math.max(calls.fill(), steps.fill()));
    fill.put("templates", templates.fill());
    fill.put("series", seriesReader.fill());
    fill.put("traces", traces.fill());
    return fill;
  }

  /** Who takes most of a bound that is filling up, by the bound's name. */
  Map<String, String> filledBy() {
    Map<String, String> by = new TreeMap<>();
    if (seriesReader.fill() >= FILLING_UP) {
      by.put("series", seriesReader.most());
    }
    if (templates.fill() >= FILLING_UP) {
      by.put("templates", templates.most());
    }
    return by;
  }
}
