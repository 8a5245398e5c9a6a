package io.faultlore.receiver.serve;

import io.faultlore.engine.Engine;
import io.faultlore.engine.encode.StateEncoder;
import io.faultlore.engine.encode.TextEncoders;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.report.FindingMetrics;
import io.faultlore.engine.report.IngestMetrics;
import io.faultlore.engine.report.Limits;
import io.faultlore.engine.report.LogEndpoint;
import io.faultlore.engine.report.LogEvents;
import io.faultlore.engine.report.Metrics;
import io.faultlore.engine.task.FindingListener;
import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.journal.JournaledIntake;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.faultlore.receiver.server.CaseBook;
import io.faultlore.receiver.server.FaultloreServer;
import io.faultlore.receiver.server.Health;
import io.faultlore.receiver.server.PortException;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service. It is put together here: server -> intake (journal) -> pump -> engine ->
 * metrics and log events.
 */
public final class Service implements AutoCloseable, Health {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Deque<AutoCloseable> parts;
  private final TextEncoders encoders;
  private final Engine engine;
  private final JournaledIntake intake;
  private final Gauges gauges;
  private final Pump pump;
  private final CaseBook cases;
  private final FaultloreServer server;

  private Service(
      FaultloreConfig config,
      String version,
      InstantSource clock,
      RandomGenerator random,
      FindingListener witness,
      Deque<AutoCloseable> parts)
      throws IOException, PortException {
    this.parts = parts;
    Path data = Files.createDirectories(config.data());
    OtlpDecoder decoder = new OtlpDecoder();
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    Metrics metrics = new Metrics(registry);
    Limits limits = new Limits(metrics);
    FindingMetrics findings = new FindingMetrics(metrics, clock);
    IngestMetrics ingest = new IngestMetrics(metrics);
    metrics.build(version);

    Memory memory = opened(Memory.open(data.resolve("memory"), config.memory()), parts);
    limits.memory(memory::stats, memory::writable);
    this.encoders = opened(TextEncoders.open(data.resolve("native")), parts);
    metrics.model(encoders.fast().modelId(), "1", "pretrained");
    metrics.model(encoders.precise().modelId(), "1", "pretrained");
    metrics.model(StateEncoder.modelId(encoders.fast()), "1", "none");
    Optional<LogEvents> events = logEvents(config, metrics, limits, clock, version);
    this.engine =
        new Engine(
            config.engine(),
            memory,
            encoders.fast(),
            encoders.precise(),
            listeners(findings, events, witness),
            event -> {});
    this.intake =
        opened(
            JournaledIntake.open(
                data.resolve("journal"),
                config.journal(),
                decoder::decode,
                memory.committedPosition(),
                clock,
                random),
            parts);
    Gauges.restore(ingest, intake);
    this.gauges = new Gauges(engine);
    this.pump = new Pump(engine, intake, gauges::refresh, clock);
    this.cases = new Cases(memory, engine, pump, findings);
    this.server =
        new FaultloreServer(config.server(), decoder, intake, ingest, registry, this, cases, clock);
    gauges.register(limits, intake, server, encoders);
    server.start();
    pump.start();
  }

  /**
   * Starts everything, or nothing.
   *
   * @throws IOException when the data directory cannot be used; the message names what is wrong
   * @throws PortException when a port cannot be opened
   */
  public static Service start(
      FaultloreConfig config, String version, InstantSource clock, RandomGenerator random)
      throws IOException, PortException {
    return start(config, version, clock, random, finding -> {});
  }

  /**
   * The same, with somebody who sees each finding on the engine's thread.
   *
   * @throws IOException when the data directory cannot be used; the message names what is wrong
   * @throws PortException when a port cannot be opened
   */
  public static Service start(
      FaultloreConfig config,
      String version,
      InstantSource clock,
      RandomGenerator random,
      FindingListener witness)
      throws IOException, PortException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new Service(config, version, clock, random, witness, parts);
    } catch (IOException | PortException | RuntimeException failed) {
      closeAll(parts);
      throw failed;
    }
  }

  private static <T extends AutoCloseable> T opened(T part, Deque<AutoCloseable> parts) {
    parts.push(part);
    return part;
  }

  private Optional<LogEvents> logEvents(
      FaultloreConfig config, Metrics metrics, Limits limits, InstantSource clock, String version) {
    String endpoint = config.export().otlpLogsEndpoint();
    return endpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(
            opened(
                new LogEvents(LogEndpoint.of(endpoint), metrics, limits, clock, version), parts));
  }

  private static FindingListener listeners(
      FindingMetrics metrics, Optional<LogEvents> events, FindingListener witness) {
    return finding -> {
      metrics.on(finding);
      witness.on(finding);
      events.ifPresent(listener -> listener.on(finding));
    };
  }

  @Override
  public boolean isHealthy() {
    return pump.isHealthy();
  }

  @Override
  public boolean isReady() {
    return intake.isReplayed();
  }

  /** What the case API shows and takes. */
  public CaseBook cases() {
    return cases;
  }

  public InetSocketAddress grpcAddress() {
    return server.grpcAddress();
  }

  public InetSocketAddress httpAddress() {
    return server.httpAddress();
  }

  public InetSocketAddress adminAddress() {
    return server.adminAddress();
  }

  /** Ids of the text models, fast and precise. */
  public String modelIds() {
    return encoders.fast().modelId() + ", " + encoders.precise().modelId();
  }

  /** What was received since the start and is not judged, by where and why. */
  public Map<String, Long> leftOut() {
    Map<String, Long> totals = gauges.leftOut();
    totals.putAll(server.leftOut());
    return totals;
  }

  /** Answers what is in flight, works off what was acknowledged, commits, and closes. */
  @Override
  public void close() {
    server.close();
    intake.stop();
    try {
      pump.stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    closeAll(parts);
  }

  /** Closes all, the last opened first, whatever one of them has to say. */
  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        LOG.warn("while closing: {}", failed.getMessage());
      }
    }
  }
}
