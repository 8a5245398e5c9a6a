package io.faultlore.receiver.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import io.faultlore.world.Label;
import io.faultlore.world.agent.AgentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeRunsTest {
  private static final AgentPlan PLAN =
      AgentPlan.defaults().withRunsPerMinute(20).withFailingShare(.5);
  private static final long END = Simulated.end(.1);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void everyRunEndsAndIsLabelled() {
    Set<String> begun = new HashSet<>();
    Set<String> ended = new HashSet<>();
    Set<String> spans = new HashSet<>();
    List<Label> labels =
        WholeRuns.of(
            PLAN,
            END,
            3,
            (arrival, signal) -> {
              Span span = (Span) signal;
              begun.add(span.traceId());
              spans.add(span.spanId());
              if (span.isRoot()) {
                ended.add(span.traceId());
              }
            });

    assertTrue(begun.size() > 60);
    assertEquals(begun, ended);
    Set<String> labelled = new HashSet<>();
    for (Label label : labels) {
      switch (label) {
        case Label.Run run -> labelled.add(run.traceId());
        case Label.Step step -> assertTrue(spans.contains(step.spanId()));
        case Label.Fault fault -> assertTrue(false, "no services here");
        case Label.Change change -> assertTrue(false, "no services here");
      }
    }
    assertEquals(begun, labelled);
  }

  @Test
  void noRunBeginsAfterTheEnd() {
    Set<String> early = new HashSet<>();
    WholeRuns.of(
        PLAN,
        END,
        3,
        (arrival, signal) -> {
          String trace = ((Span) signal).traceId();
          if (arrival < END) {
            early.add(trace);
          }
          assertTrue(early.contains(trace));
        });
    assertTrue(early.size() > 60);
  }

  @Test
  void aSpanStandsOnALineOfItsOwn() throws Exception {
    long items = DataSet.write(PLAN, .1, 3, folder).records();

    List<Signal> spans = new ArrayList<>();
    try (CapturedFiles files = CapturedFiles.open(List.of(folder))) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        assertEquals(1, next.get().decoded().signals().size());
        spans.addAll(next.get().decoded().signals());
      }
    }
    assertEquals(items, spans.size());
    List<String> labels = Files.readAllLines(folder.resolve("labels.jsonl"));
    assertTrue(labels.stream().anyMatch(line -> line.contains("\"outcome\":\"failed\"")));
    assertTrue(labels.stream().anyMatch(line -> line.contains("\"root_cause\":true")));
  }
}
