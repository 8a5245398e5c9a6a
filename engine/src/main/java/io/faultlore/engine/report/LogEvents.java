package io.faultlore.engine.report;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.FindingListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cases as OTLP log events: {@code faultlore.case.opened}, {@code .updated}, {@code .closed}, and
 * {@code faultlore.run.…} for failed runs of agents. They wait in a bounded queue and leave in
 * batches on a thread of their own; an endpoint that is slow or dead costs events, which are
 * counted, and never holds up the engine.
 */
public final class LogEvents implements FindingListener, AutoCloseable {
  /** Minutes of an endpoint's absence, at the rate at which a system of 200 services fails. */
  static final int QUEUE_MAX = 2_048;

  /** Cases whose last event is known; an older one gets one event more than it needs. */
  private static final int KNOWN_MAX = 1_000;

  private final SdkLoggerProvider provider;
  private final Logger logger;
  private final InstantSource clock;
  private final Family<CounterDataPoint> failures;

  /** Events that were handed over and have neither left nor failed. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Map<String, String> lastSaid = new LinkedHashMap<>();

  /**
   * @param version of Faultlore, for the resource
   */
  public LogEvents(
      LogEndpoint endpoint, Metrics metrics, Limits limits, InstantSource clock, String version) {
    this(endpoint.exporter(), metrics, limits, clock, version, Duration.ofSeconds(1));
  }

  LogEvents(
      LogRecordExporter exporter,
      Metrics metrics,
      Limits limits,
      InstantSource clock,
      String version,
      Duration batchDelay) {
    this.clock = clock;
    this.failures = metrics.counter(Catalogue.EXPORT_FAILURES_TOTAL);
    Family<CounterDataPoint> annotations = metrics.counter(Catalogue.ANNOTATIONS_TOTAL);
    annotations.update(counter -> {}, "otlp");
    failures.update(counter -> {}, "otlp", "refused");
    failures.update(counter -> {}, "otlp", "queue_full");
    limits.queue("log_events", waiting::get, QUEUE_MAX);
    LogRecordExporter counted =
        new CountingExporter(
            exporter,
            sent -> {
              waiting.addAndGet(-sent);
              annotations.update(counter -> counter.inc(sent), "otlp");
            },
            lost -> {
              waiting.addAndGet(-lost);
              failures.update(counter -> counter.inc(lost), "otlp", "refused");
            });
    this.provider =
        SdkLoggerProvider.builder()
            .setResource(
                Resource.builder()
                    .put("service.name", "faultlore")
                    .put("service.version", version)
                    .build())
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(counted)
                    .setMaxQueueSize(QUEUE_MAX)
                    .setScheduleDelay(batchDelay)
                    .build())
            .build();
    this.logger = provider.get("faultlore");
  }

  @Override
  public void on(Finding finding) {
    switch (finding) {
      case Failure failure -> emit(CaseEvent.of(failure));
      case RunVerdict run when run.score() >= 1 || lastSaid.containsKey(run.run()) ->
          emit(CaseEvent.of(run));
      case RunVerdict fine -> {}
      case Finding.SliceVerdict slice -> {}
      case Finding.StepVerdict step -> {}
      case Finding.HandoffSeen handoff -> {}
    }
  }

  private void emit(CaseEvent event) {
    if (!isNews(event)) {
      return;
    }
    if (waiting.get() >= QUEUE_MAX) {
      failures.update(CounterDataPoint::inc, "otlp", "queue_full");
      return;
    }
    waiting.incrementAndGet();
    var builder =
        logger
            .logRecordBuilder()
            .setEventName(event.name())
            .setTimestamp(event.unixNano(), TimeUnit.NANOSECONDS)
            .setObservedTimestamp(clock.instant())
            .setSeverity(event.severity())
            .setSeverityText(event.severity().name())
            .setContext(TraceOnly.context(event.traceId()))
            .setBody(event.body());
    event
        .attributes()
        .forEach((key, value) -> builder.setAttribute(AttributeKey.stringKey(key), value));
    builder.emit();
  }

  /** An update is told only when a person would read something else in it. */
  private boolean isNews(CaseEvent event) {
    String said = lastSaid.remove(event.key());
    if (event.phase() != Phase.CLOSED) {
      if (lastSaid.size() >= KNOWN_MAX) {
        lastSaid.remove(lastSaid.keySet().iterator().next());
      }
      lastSaid.put(event.key(), event.gist());
    }
    return event.phase() != Phase.UPDATED || !event.gist().equals(said);
  }

  /** Sends what waits, for at most 5 s. */
  @Override
  public void close() {
    provider.shutdown().join(5, TimeUnit.SECONDS);
  }
}
