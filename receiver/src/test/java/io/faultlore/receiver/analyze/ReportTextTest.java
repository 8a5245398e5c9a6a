package io.faultlore.receiver.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.LeftOut;
import io.faultlore.receiver.otlp.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final long START = 1_700_000_000_000_000_000L;

  private static Report report() {
    Report report = new Report();
    report.read(
        new Decoded(
            SignalKind.LOGS,
            List.of(
                new LogRecord(
                    Resource.UNKNOWN,
                    Scope.NONE,
                    START,
                    9,
                    "",
                    "",
                    Value.of("ready"),
                    Attributes.EMPTY,
                    "",
                    "")),
            Map.of(),
            ""),
        "logs.jsonl, line 1");
    return report;
  }

  private static Failure failure(String id, long start, Phase phase, String evidence) {
    return new Failure(
        id,
        phase,
        Severity.CRITICAL,
        start,
        start + 90_000_000_000L,
        start + 30_000_000_000L,
        start + 30_000_000_000L,
        List.of(new Ranked("cart", 0.9), new Ranked("redis", 0.2)),
        List.of(),
        List.of(evidence, "second", "third", "fourth"),
        List.of(new SimilarCase("old", 0.93, "crash", "restart")),
        "");
  }

  @Test
  void whatIsLeftOutIsSaidByReason() {
    Report report = report();
    assertFalse(ReportText.of(report).contains("Left out"));
    String message = "rejected 2 of the spans: 2 x no\u001b time";
    report.read(
        new Decoded(SignalKind.TRACES, List.of(), Map.of(LeftOut.NO_TIME, 2), message),
        "traces.jsonl, line 7");
    report.read(
        new Engine.Usage(
            new TreeMap<>(),
            Map.of(),
            Map.of("agent", 0L, "runtime", 4L),
            Map.of(new Engine.Drop("runtime", "no_service"), 1_500L)));

    String text = ReportText.of(report);

    assertTrue(
        text.contains(
            "Left out, by reason: 4 runtime late, 1,500 runtime no_service, 2 traces no_time."),
        text);
    assertTrue(text.contains("traces.jsonl, line 7: rejected 2 of the spans: 2 x no  time."), text);
    assertTrue(ReportJson.of(report).contains("\"runtime no_service\" : 1500"));
  }

  @Test
  void quietTelemetrySaysSo() {
    assertTrue(ReportText.of(report()).contains("No failure of services found."));
  }

  @Test
  void oneFailureHasItsSuspectsThreeEvidenceLinesAndItsLikes() {
    Report report = report();
    report.on(failure("f", START, Phase.OPENED, "early"));
    report.on(failure("f", START, Phase.CLOSED, "errors 0 -> 12 %"));
    String text = ReportText.of(report);
    assertEquals(1, report.entries().size());
    assertTrue(text.contains("1. cart  2023-11-14 22:13:20 UTC, 90 s, critical"), text);
    assertTrue(text.contains("kind      unknown"), text);
    assertTrue(text.contains("suspects  cart 0.90, redis 0.20"), text);
    assertTrue(text.contains("evidence  errors 0 -> 12 %"), text);
    assertTrue(text.contains("third") && !text.contains("fourth"), text);
    assertTrue(text.contains("old (0.93), crash; helped then: restart"), text);
  }

  @Test
  void failuresComeInOrderOfTime() {
    Report report = report();
    report.on(failure("late", START + 1, Phase.CLOSED, "x"));
    report.on(failure("early", START, Phase.CLOSED, "x"));
    assertEquals("early", report.entries().getFirst().id());
  }

  @Test
  void controlCharactersOfTelemetryDoNotReachTheTerminal() {
    Report report = report();
    report.on(failure("f", START, Phase.CLOSED, "\u001b[31mred"));
    assertFalse(ReportText.of(report).contains("\u001b"));
  }
}
