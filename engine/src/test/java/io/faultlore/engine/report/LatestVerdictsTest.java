package io.faultlore.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.task.Finding.Phase;
import org.junit.jupiter.api.Test;

class LatestVerdictsTest {
  private final LatestVerdicts verdicts = new LatestVerdicts();

  @Test
  void theLastVerdictOnACaseIsKept() {
    verdicts.on(Findings.failure("case-1", Phase.OPENED, "cart", ""));
    verdicts.on(Findings.failure("case-1", Phase.CLOSED, "redis", ""));
    ObjectNode json = verdicts.json("case-1").orElseThrow();
    assertEquals("closed", json.get("phase").asText());
    assertEquals("redis", json.get("suspects").get(0).get("service").asText());
    assertEquals("unknown", json.get("kind").asText());
    assertEquals(1, verdicts.size());
  }

  @Test
  void aRunIsFoundUnderItsFirstTrace() {
    var run = Findings.run("run-1", Phase.CLOSED, 1.2, 9);
    verdicts.on(run);
    ObjectNode json = verdicts.json(run.traceIds().getFirst()).orElseThrow();
    assertEquals("run-1", json.get("run").asText());
    assertEquals(run.suspectAgents().size(), json.get("suspect_agents").size());
  }

  @Test
  void theOldestMakeRoom() {
    for (int i = 0; i < LatestVerdicts.VERDICTS_MAX; i++) {
      verdicts.on(Findings.failure("case-" + i, Phase.OPENED, "cart", ""));
    }
    verdicts.on(Findings.failure("case-0", Phase.UPDATED, "cart", ""));
    verdicts.on(Findings.failure("one-more", Phase.OPENED, "cart", ""));
    assertEquals(LatestVerdicts.VERDICTS_MAX, verdicts.size());
    assertTrue(verdicts.json("case-0").isPresent(), "it was seen last");
    assertTrue(verdicts.json("case-1").isEmpty());
  }

  @Test
  void whatIsNoCaseHasNoVerdict() {
    verdicts.on(Findings.slice("cart", 60, 0.4, "normal"));
    verdicts.on(Findings.step("shop", "planner", 1.2, "loop"));
    assertEquals(0, verdicts.size());
    assertTrue(verdicts.json("nobody").isEmpty());
  }
}
