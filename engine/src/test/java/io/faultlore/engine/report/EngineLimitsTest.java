package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.HashingTextEncoder;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.LuceneMemory;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.StepTracker;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.AgentLine;
import io.faultlore.engine.task.runtime.RuntimeConfig;
import io.faultlore.engine.task.runtime.RuntimeLine;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLimitsTest {
  @TempDir Path folder;

  @Test
  void aSampleShowsWhatTheRoomsHoldAndLeftOut() {
    PrometheusRegistry registry = new PrometheusRegistry();
    TextEncoder texts = new HashingTextEncoder(64);
    try (Memory memory = LuceneMemory.open(folder, MemoryLimits.DEFAULT)) {
      RuntimeLine runtime = new RuntimeLine(RuntimeConfig.DEFAULT, memory, texts, 0);
      StepTracker steps = new StepTracker(StepConfig.defaults());
      AgentLine agents = new AgentLine(AgentConfig.defaults(), memory, texts, texts, 0);
      EngineLimits limits =
          new EngineLimits(
              new Limits(new Metrics(registry)),
              runtime,
              steps,
              StepConfig.defaults(),
              agents,
              AgentConfig.defaults());
      var _ = runtime.accept(span(Resource.of(Attributes.of("service.name", "cart"))));
      var _ = runtime.accept(span(Resource.UNKNOWN));
      assertEquals(0, dropped(registry), "before the sample");
      limits.sample();
      assertEquals(1, dropped(registry));
      assertTrue(
          Scrape.of(registry, "faultlore_limit_used_ratio", "runtime_services") > 0,
          "a service is known");
      assertEquals(0, Scrape.of(registry, "faultlore_limit_used_ratio", "agent_runs"));
    }
  }

  private static double dropped(PrometheusRegistry registry) {
    return Scrape.of(registry, "faultlore_dropped_items_total", "runtime", "no_service");
  }

  private static Span span(Resource resource) {
    return new Span(
        resource,
        new Scope("test", "", Attributes.EMPTY),
        Findings.TRACE,
        "0123456789abcdef",
        "",
        "GET /cart",
        Span.Kind.SERVER,
        Findings.at(0),
        Findings.at(1),
        Attributes.EMPTY,
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }
}
