package io.faultlore.receiver.server;

import io.faultlore.engine.report.IngestMetrics;
import io.faultlore.engine.report.Metrics;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server on free loopback ports with everything behind it in memory. */
final class TestServer implements AutoCloseable {
  static final ServerConfig CONFIG = ServerConfig.defaults().withPorts(0, 0, 0);

  final InMemoryIntake intake = new InMemoryIntake();
  final InMemoryCaseBook cases = new InMemoryCaseBook();
  final PrometheusRegistry registry = new PrometheusRegistry();
  final FaultloreServer server;
  private final Map<Series, Double> before = new HashMap<>();
  volatile boolean ready = true;
  volatile boolean healthy = true;

  private TestServer(ServerConfig config) {
    Metrics metrics = new Metrics(registry);
    Health health =
        new Health() {
          @Override
          public boolean isHealthy() {
            return healthy;
          }

          @Override
          public boolean isReady() {
            return ready;
          }
        };
    server =
        new FaultloreServer(
            config,
            new OtlpDecoder(),
            intake,
            new IngestMetrics(metrics),
            registry,
            health,
            cases,
            InstantSource.fixed(Instant.ofEpochSecond(100, 5)));
  }

  static TestServer start(ServerConfig config) throws PortException {
    TestServer started = new TestServer(config);
    started.server.start();
    return started;
  }

  static ServerConfig limited(long requestBytesMax, long inFlightBytesMax) {
    return new ServerConfig(
        "127.0.0.1", 0, 0, 0, requestBytesMax, inFlightBytesMax, 1000, 60, "secret");
  }

  String url(java.net.InetSocketAddress address) {
    return "http://127.0.0.1:" + address.getPort();
  }

  /** Starting and stopping take seconds, so tests share a server: this makes it look new. */
  void reset() {
    intake.reset();
    before.clear();
    before.putAll(counters());
  }

  /** What was added since {@link #reset} to the series that have all of the label values. */
  double count(String metric, String... labelValues) {
    Map<Series, Double> now = counters();
    return now.keySet().stream()
        .filter(series -> series.metric().equals(metric))
        .filter(series -> series.labelValues().containsAll(List.of(labelValues)))
        .mapToDouble(series -> now.getOrDefault(series, 0.0) - before.getOrDefault(series, 0.0))
        .sum();
  }

  private record Series(String metric, List<String> labelValues) {}

  private Map<Series, Double> counters() {
    Map<Series, Double> values = new HashMap<>();
    for (MetricSnapshot metric : registry.scrape()) {
      if (metric instanceof CounterSnapshot counter) {
        for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
          List<String> labels = point.getLabels().stream().map(Label::getValue).toList();
          values.put(new Series(metric.getMetadata().getName(), labels), point.getValue());
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    server.close();
  }
}
