package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.Finding.State;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void theRegistryExportsExactlyTheCatalogueOnceEverythingHappened() {
    everythingHappens();
    Set<String> listed =
        Arrays.stream(Catalogue.values()).map(Catalogue::metricName).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(listed), new TreeSet<>(Scrape.names(registry)));
  }

  @Test
  void namesTellUnitAndKind() {
    for (Catalogue metric : Catalogue.values()) {
      String name = metric.metricName();
      assertEquals(metric.kind() == Catalogue.Kind.COUNTER, name.endsWith("_total"), name);
      assertEquals(metric.kind() == Catalogue.Kind.INFO, name.endsWith("_info"), name);
      assertTrue(metric.help().endsWith("."), name);
    }
  }

  @Test
  void theTableHasARowForEachMetric() {
    assertEquals(Catalogue.values().length + 2, Catalogue.markdown().lines().count());
    assertTrue(
        Catalogue.markdown()
            .contains(
                "| `faultlore_failures_total` | counter | service (≤ 200); kind: cpu, memory,"));
  }

  private void everythingHappens() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(0, Findings.at(100)));
    Metrics metrics = new Metrics(registry);
    metrics.build("1.0");
    metrics.model("all-MiniLM-L6-v2", "q8", "pretrained");
    IngestMetrics ingest = new IngestMetrics(metrics);
    ingest.items("traces", "grpc", "accepted", 1);
    ingest.leftOut("traces", "no_time", 1);
    ingest.requests("grpc", "ok");
    ingest.bytes("wire", 1);
    ingest.requestSeconds("traces", 0.1);
    ingest.decodeSeconds("traces", 0.1);
    Limits limits = new Limits(metrics);
    limits.late("runtime", () -> 1);
    limits.dropped("runtime", "services", () -> 1);
    limits.journal(() -> true);
    limits.memory(() -> new Memory.Stats(1, 1, 1, 10, 10, 0, 0), () -> true);
    new LogEvents(LogRecordExporter.noop(), metrics, limits, clock, "1.0", Duration.ofSeconds(1))
        .close();
    FindingMetrics findings = new FindingMetrics(metrics, clock);
    findings.on(Findings.slice("cart", 60, 0.4, State.NORMAL));
    findings.on(Findings.slice("cart", 75, 1.4, State.DEGRADED));
    findings.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    findings.on(Findings.failure("case-2", Phase.OPENED, "cart", ""));
    findings.on(Findings.failure("case-2", Phase.CLOSED, "cart", ""));
    findings.on(Findings.step("shop", "planner", 1.2, FailureMode.LOOP));
    findings.on(Findings.run("run-1", Phase.CLOSED, 1.2, 9));
    findings.on(Findings.handoff("planner", "buyer", false));
    findings.labelled(new CaseLabel(true, "cart", "cpu", "", List.of(), false, "test", 0));
    ingest.items("unheard-of", "grpc", "accepted", 1);
  }
}
