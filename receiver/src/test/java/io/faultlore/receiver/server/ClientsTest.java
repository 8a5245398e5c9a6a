package io.faultlore.receiver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.SignalKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients: the exporters of the OpenTelemetry SDK, and the JDK's HTTP client. */
class ClientsTest {
  private static final Resource RESOURCE =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "cart"));
  private static final long WAIT_SECONDS = 20;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.CONFIG);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void reset() {
    server.reset();
  }

  private static String endpoint(boolean grpc, String path) {
    return grpc
        ? server.url(server.server.grpcAddress())
        : server.url(server.server.httpAddress()) + path;
  }

  private static List<Signal> received() {
    return server.intake.submissions().stream()
        .flatMap(submission -> submission.decoded().signals().stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"true, none", "true, gzip", "false, none", "false, gzip"})
  void spansOfTheSdkArrive(boolean grpc, String compression) {
    String endpoint = endpoint(grpc, "/v1/traces");
    SpanExporter exporter =
        grpc
            ? OtlpGrpcSpanExporter.builder()
                .setEndpoint(endpoint)
                .setCompression(compression)
                .build()
            : OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setCompression(compression)
                .build();
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setResource(RESOURCE)
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      var span = tracers.get("lib").spanBuilder("GET /cart").startSpan();
      span.setAttribute("http.route", "/cart");
      span.end();
      assertTrue(tracers.forceFlush().join(WAIT_SECONDS, TimeUnit.SECONDS).isSuccess());

      Span arrived = (Span) received().getFirst();
      assertEquals("cart", arrived.resource().service());
      assertEquals(span.getSpanContext().getTraceId(), arrived.traceId());
      assertEquals(span.getSpanContext().getSpanId(), arrived.spanId());
      assertEquals("/cart", arrived.attributes().text("http.route").orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void metricsOfTheSdkArrive(boolean grpc) {
    String endpoint = endpoint(grpc, "/v1/metrics");
    MetricExporter exporter =
        grpc
            ? OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build()
            : OtlpHttpMetricExporter.builder().setEndpoint(endpoint).build();
    try (SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .setResource(RESOURCE)
            .registerMetricReader(PeriodicMetricReader.create(exporter))
            .build()) {
      meters.get("lib").counterBuilder("orders").build().add(3);
      assertTrue(meters.forceFlush().join(WAIT_SECONDS, TimeUnit.SECONDS).isSuccess());

      MetricPoint point = (MetricPoint) received().getFirst();
      assertEquals("orders", point.name());
      assertEquals(new MetricPoint.Sum(3, true, true), point.data());
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void logsOfTheSdkArrive(boolean grpc) {
    String endpoint = endpoint(grpc, "/v1/logs");
    LogRecordExporter exporter =
        grpc
            ? OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build()
            : OtlpHttpLogRecordExporter.builder().setEndpoint(endpoint).build();
    try (SdkLoggerProvider loggers =
        SdkLoggerProvider.builder()
            .setResource(RESOURCE)
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
            .build()) {
      loggers
          .get("lib")
          .logRecordBuilder()
          .setBody("payment failed")
          .setSeverity(Severity.ERROR)
          .emit();
      assertTrue(loggers.forceFlush().join(WAIT_SECONDS, TimeUnit.SECONDS).isSuccess());

      LogRecord log = (LogRecord) received().getFirst();
      assertEquals("payment failed", log.body().asText());
      assertTrue(log.isError());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void theClientOfTheJdkIsServed(HttpClient.Version version) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint(false, "/v1/traces")))
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(BodyPublishers.ofByteArray(Payload.spans("cart", 2).json()))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
      assertEquals("{}", response.body());
      assertEquals(2, server.intake.signals());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aClientThatSendsFirstSeesTheRefusal(HttpClient.Version version) throws Exception {
    server.intake.setRoom(false);
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint(false, "/v1/logs")))
              .header("Content-Type", "application/x-protobuf")
              .POST(BodyPublishers.ofByteArray(new byte[32 << 20]))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      assertEquals(503, response.statusCode());
      assertTrue(response.headers().firstValueAsLong("retry-after").orElseThrow() >= 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sixtyFourMebibytesPassAndOneByteMoreDoesNot(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    Payload largest = Payload.ofSize(64 << 20);
    assertEquals(client.expected(OtlpClient.Code.OK), client.send(largest).code());
    Payload larger = Payload.ofSize((64 << 20) + 1);
    assertEquals(client.expected(OtlpClient.Code.TOO_LARGE), client.send(larger).code());
  }

  @Test
  void aRequestWithoutContentTypeIsAnswered() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(URI.create(endpoint(false, "/v1/traces")))
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertEquals(415, response.statusCode());
      assertTrue(response.body().contains("\"code\":3"), response.body());
    }
  }

  @Test
  void theGrpcHealthServiceTellsReadiness() throws Exception {
    OtlpClient client = new OtlpClient(Transport.GRPC, server);
    assertEquals(List.of(8, 1), client.health());
    server.ready = false;
    assertEquals(List.of(8, 2), client.health());
    server.ready = true;
  }

  @Test
  void bothEncodingsGiveTheSameSpans() throws Exception {
    new OtlpClient(Transport.HTTP_JSON, server).send(Payload.spans("cart", 2, 1));
    new OtlpClient(Transport.HTTP_PROTO, server).send(Payload.spans("cart", 2, 1));
    var submissions = server.intake.submissions();
    assertEquals(Encoding.JSON, submissions.getFirst().encoding());
    assertEquals(SignalKind.TRACES, submissions.getFirst().decoded().kind());
    assertEquals(
        ((Span) submissions.getFirst().decoded().signals().getFirst()).spanId(),
        ((Span) submissions.getLast().decoded().signals().getFirst()).spanId());
    assertEquals(
        submissions.getFirst().decoded().message(), submissions.getLast().decoded().message());
  }
}
