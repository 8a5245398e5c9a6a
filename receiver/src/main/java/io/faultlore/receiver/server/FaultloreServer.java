package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.faultlore.engine.report.IngestMetrics;
import io.faultlore.receiver.journal.Intake;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.faultlore.receiver.otlp.SignalKind;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three ports: OTLP over gRPC, OTLP over HTTP, and metrics, health and cases. Each is an
 * Armeria server of its own, so that no path of one is reachable through another.
 */
public final class FaultloreServer implements AutoCloseable {
  /** What a stop waits for: time to finish what is in flight. */
  private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

  /** After the last answer; lets a client that is about to send on an open connection finish. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** How long a client may go on sending after its answer, so that it comes to read it. */
  private static final Duration SENDING_MAX = Duration.ofSeconds(10);

  /** Larger than the default of 1 MiB, which makes senders of large batches wait for updates. */
  private static final int HTTP2_WINDOW_BYTES = 4 << 20;

  /** As many calls as gRPC servers commonly allow on one connection. */
  private static final int STREAMS_MAX = 100;

  private static final Duration IDLE_MAX = Duration.ofMinutes(5);
  private static final long FEEDBACK_BYTES_MAX = 1 << 20;

  private final ServerConfig config;
  private final ByteBudget budget;
  private final ExportService exports;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Server grpc;
  private final Server http;
  private final Server admin;

  public FaultloreServer(
      ServerConfig config,
      OtlpDecoder decoder,
      Intake intake,
      IngestMetrics metrics,
      PrometheusRegistry registry,
      Health health,
      CaseBook cases,
      InstantSource clock) {
    this.config = config;
    this.budget = new ByteBudget(config.inFlightBytesMax());
    this.exports =
        new ExportService(decoder, intake, metrics, budget, config.requestBytesMax(), executor);
    this.grpc = server(config.grpcPort(), server -> addGrpc(server, health));
    this.http = server(config.httpPort(), this::addHttp);
    this.admin =
        server(
            config.adminPort(),
            server -> {
              server.maxRequestLength(FEEDBACK_BYTES_MAX);
              server.errorHandler(new JsonErrors());
              addAdmin(server, registry, health);
              new CaseApi(cases, config.feedbackToken(), clock, executor).addTo(server);
            });
  }

  private void addGrpc(ServerBuilder server, Health health) {
    for (SignalKind kind : SignalKind.values()) {
      server.service(GrpcExport.path(kind), new GrpcExport(kind, exports));
    }
    server.service(GrpcServices.HEALTH_PATH, GrpcServices.health(health, budget));
    server.serviceUnder("/", GrpcServices.unimplemented(budget));
    server.decorator(delegate -> GrpcServices.grpcOnly(delegate, budget));
    server.errorHandler(GrpcServices.errors());
  }

  private void addHttp(ServerBuilder server) {
    for (SignalKind kind : SignalKind.values()) {
      HttpService export = new HttpExport(kind, exports);
      server.service(HttpExport.path(kind), export);
      server.service(HttpExport.path(kind) + "/", export); // some back ends want it so
    }
    server.serviceUnder("/", HttpExport.elsewhere(exports));
    server.errorHandler(new HttpAnswers());
  }

  private void addAdmin(ServerBuilder server, PrometheusRegistry registry, Health health) {
    server
        .route()
        .get("/metrics")
        .decorator(EncodingService.newDecorator())
        .build(new MetricsPage(registry, executor));
    server.route().get("/health").build(status(() -> health.isHealthy(), "failed"));
    server
        .route()
        .get("/ready")
        .build(status(() -> health.isHealthy() && health.isReady(), "starting"));
  }

  private static HttpService status(java.util.function.BooleanSupplier fine, String otherwise) {
    return (context, request) ->
        fine.getAsBoolean()
            ? HttpResponse.of(HttpStatus.OK, MediaType.JSON, "{\"status\":\"ok\"}")
            : HttpResponse.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                MediaType.JSON,
                "{\"status\":\"" + otherwise + "\"}");
  }

  private Server server(int port, Consumer<ServerBuilder> services) {
    ServerBuilder server =
        Server.builder()
            .port(new InetSocketAddress(config.host(), port), SessionProtocol.HTTP)
            .maxNumConnections(config.connectionsMax())
            .requestTimeout(Duration.ofSeconds(config.requestTimeoutSeconds()))
            .maxRequestLength(0) // counted by BodyReader, with an answer of ours
            .requestAutoAbortDelay(SENDING_MAX)
            .idleTimeout(IDLE_MAX)
            .http2InitialConnectionWindowSize(HTTP2_WINDOW_BYTES)
            .http2InitialStreamWindowSize(HTTP2_WINDOW_BYTES)
            .http2MaxStreamsPerConnection(STREAMS_MAX)
            .gracefulShutdownTimeout(QUIET, DRAIN_MAX)
            .unloggedExceptionsReportInterval(Duration.ZERO) // ours are logged or answered
            .meterRegistry(NoopMeterRegistry.get()) // IngestMetrics counts what matters
            .disableServerHeader();
    services.accept(server);
    return server.build();
  }

  /**
   * Opens all ports, or none.
   *
   * @throws PortException when one of them cannot be opened
   */
  public void start() throws PortException {
    List<Server> started = new ArrayList<>();
    try {
      listen(grpc, "OTLP gRPC", "server.grpc_port", config.grpcPort(), started);
      listen(http, "OTLP HTTP", "server.http_port", config.httpPort(), started);
      listen(admin, "metrics and API", "server.admin_port", config.adminPort(), started);
    } catch (PortException unavailable) {
      CompletableFuture.allOf(started.stream().map(Server::stop).toArray(CompletableFuture[]::new))
          .join();
      executor.close();
      throw unavailable;
    }
  }

  private void listen(Server server, String what, String setting, int port, List<Server> started)
      throws PortException {
    try {
      server.start().join();
      started.add(server);
    } catch (CompletionException failed) {
      @Nullable Throwable cause = failed.getCause();
      String reason = String.valueOf(cause == null ? failed : cause.getMessage());
      throw new PortException(
          "cannot listen on %s:%d (%s): %s; set %s to another port"
              .formatted(
                  config.host(),
                  port,
                  what,
                  reason.contains("in use") ? "the port is in use" : reason,
                  setting),
          failed);
    }
  }

  public InetSocketAddress grpcAddress() {
    return address(grpc);
  }

  public InetSocketAddress httpAddress() {
    return address(http);
  }

  public InetSocketAddress adminAddress() {
    return address(admin);
  }

  private static InetSocketAddress address(Server server) {
    var port = server.activePort();
    if (port == null) {
      throw new IllegalStateException("the server has not started");
    }
    return port.localAddress();
  }

  /** What was received since the start and led to nothing, by signal and reason. */
  public Map<String, Long> leftOut() {
    return exports.leftOut();
  }

  /** Bytes of requests that are being read and decoded. */
  public long inFlightBytes() {
    return budget.used();
  }

  /** How much {@link #inFlightBytes} may become. */
  public long inFlightBytesMax() {
    return budget.bytesMax();
  }

  /**
   * Finishes what is in flight, then closes the ports. Nothing reaches the intake after this has
   * returned. The intake must still answer while it runs.
   */
  @Override
  public void close() {
    CompletableFuture.allOf(grpc.stop(), http.stop(), admin.stop()).join();
    exports.close();
    executor.close();
  }
}
