package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.Finding.State;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LogEventsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(0, Findings.at(100)));

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Metrics metrics = new Metrics(registry);
  private final Limits limits = new Limits(metrics);

  @Test
  void aFailureIsToldWhenItOpensChangesAndCloses() {
    Sink sink = new Sink(CompletableResultCode.ofSuccess());
    try (LogEvents events = to(sink)) {
      events.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
      events.on(Findings.failure("case-1", Phase.UPDATED, "cart", ""));
      events.on(Findings.failure("case-1", Phase.UPDATED, "redis", "cpu_contention"));
      events.on(Findings.failure("case-1", Phase.CLOSED, "redis", "cpu_contention"));
      events.on(Findings.slice("cart", 60, 2, State.DEGRADED));
    }
    assertEquals(
        List.of("faultlore.case.opened", "faultlore.case.updated", "faultlore.case.closed"),
        sink.logs.stream().map(LogRecordData::getEventName).toList());
    LogRecordData updated = sink.logs.stream().toList().get(1);
    assertEquals(Findings.TRACE, updated.getSpanContext().getTraceId());
    assertEquals(
        "faultlore",
        updated.getResource().getAttributes().asMap().entrySet().stream()
            .filter(entry -> entry.getKey().getKey().equals("service.name"))
            .findFirst()
            .orElseThrow()
            .getValue());
    assertEquals(
        "Failure of redis (cpu_contention, critical) since 2027-01-15T08:00:00Z:"
            + " latency of cart -> redis p50 12 ms -> 480 ms in 93 % of calls."
            + " Further suspects: frontend."
            + " Most similar: case old-1 (0.93, cpu_contention), which was mended by:"
            + " restart the pod.",
        updated.getBodyValue().asString());
    assertEquals(3, Scrape.of(registry, "faultlore_annotations_total"));
    assertEquals(0, Scrape.of(registry, "faultlore_queue_items", "log_events"));
  }

  @Test
  void onlyFailedRunsAreTold() {
    Sink sink = new Sink(CompletableResultCode.ofSuccess());
    try (LogEvents events = to(sink)) {
      events.on(Findings.run("fine", Phase.CLOSED, 0.3, 5));
      events.on(Findings.run("bad", Phase.OPENED, 1.3, 5));
      events.on(Findings.run("bad", Phase.CLOSED, 0.4, 9));
    }
    assertEquals(
        List.of("faultlore.run.opened", "faultlore.run.closed"),
        sink.logs.stream().map(LogRecordData::getEventName).toList());
  }

  @Test
  void refusedEventsAreCounted() {
    try (LogEvents events = to(new Sink(CompletableResultCode.ofFailure()))) {
      events.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    }
    assertEquals(1, Scrape.of(registry, "faultlore_export_failures_total", "refused"));
    assertEquals(0, Scrape.of(registry, "faultlore_annotations_total"));
  }

  @Test
  void anEndpointThatNeverAnswersCostsEventsAndHoldsUpNobody() {
    Sink sink = new Sink(new CompletableResultCode());
    LogEvents events = to(sink);
    for (int i = 0; i < LogEvents.QUEUE_MAX; i++) {
      events.on(Findings.failure("case-" + i, Phase.OPENED, "cart", ""));
    }
    assertEquals(0, Scrape.of(registry, "faultlore_export_failures_total", "queue_full"));
    events.on(Findings.failure("one-more", Phase.OPENED, "cart", ""));
    assertEquals(1, Scrape.of(registry, "faultlore_export_failures_total", "queue_full"));
    assertEquals(LogEvents.QUEUE_MAX, Scrape.of(registry, "faultlore_queue_items", "log_events"));
    sink.result.fail();
    events.close();
  }

  @Test
  void anEventReachesAnHttpEndpointWithItsTraceId() throws IOException {
    Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/logs",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      LogEndpoint endpoint =
          new LogEndpoint(
              "http://127.0.0.1:" + server.getAddress().getPort(), LogEndpoint.Protocol.HTTP);
      try (LogEvents events = new LogEvents(endpoint, metrics, limits, CLOCK, "1.0")) {
        events.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
      }
    } finally {
      server.stop(0);
    }
    assertEquals(1, bodies.size());
    String body = new String(bodies.element(), StandardCharsets.ISO_8859_1);
    assertTrue(body.contains("faultlore.case.opened"));
    assertTrue(body.contains("Failure of cart"));
    String traceId =
        new String(HexFormat.of().parseHex(Findings.TRACE), StandardCharsets.ISO_8859_1);
    assertTrue(body.contains(traceId));
    assertEquals(1, Scrape.of(registry, "faultlore_annotations_total"));
  }

  @Test
  void anEndpointMustBeAnAddress() {
    assertThrows(IllegalArgumentException.class, () -> LogEndpoint.of("127.0.0.1:4317"));
    assertEquals(
        new LogEndpoint("https://collector:4317", LogEndpoint.Protocol.GRPC),
        LogEndpoint.of("grpcs://collector:4317"));
    assertEquals(
        "http://collector:4318/v1/logs",
        new LogEndpoint("http://collector:4318/", LogEndpoint.Protocol.HTTP).httpUrl());
    assertEquals(
        "http://loki:3100/otlp/v1/logs",
        new LogEndpoint("http://loki:3100/otlp/v1/logs", LogEndpoint.Protocol.HTTP).httpUrl());
  }

  private LogEvents to(Sink sink) {
    return new LogEvents(sink, metrics, limits, CLOCK, "1.0", Duration.ofMillis(10));
  }

  private record Sink(Queue<LogRecordData> logs, CompletableResultCode result)
      implements LogRecordExporter {
    Sink(CompletableResultCode result) {
      this(new ConcurrentLinkedQueue<>(), result);
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> batch) {
      logs.addAll(batch);
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
