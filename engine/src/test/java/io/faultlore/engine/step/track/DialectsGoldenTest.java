package io.faultlore.engine.step.track;

import static io.faultlore.engine.step.track.TestSpan.TRACE;
import static io.faultlore.engine.step.track.TestSpan.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.dialect.Dialects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each dialect in each form in which it may be written, in several orders of arrival. */
class DialectsGoldenTest {
  @TestFactory
  Stream<DynamicTest> everyFormAndOrderTellsTheSameRun() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : Golden.NAMES) {
      Golden golden = Golden.load(name);
      for (Golden.Form form : golden.forms()) {
        orders(golden.signals(form))
            .forEach(
                (order, signals) ->
                    tests.add(
                        dynamicTest(
                            name + " " + form + " " + order, () -> check(golden, signals))));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> missingRootLosesNoStep() {
    return Golden.NAMES.stream()
        .map(Golden::load)
        .map(
            golden ->
                dynamicTest(
                    golden.name(),
                    () -> {
                      List<Signal> signals = golden.signals(golden.forms().getFirst());
                      signals.removeIf(signal -> isRoot(signal));
                      Run run = run(signals);
                      assertEquals(
                          spans(golden.expect().path("steps")),
                          run.steps().stream().map(Step::spanId).sorted().toList());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyStepIsReportedOnceWhileTheRunGoesOn() {
    return Golden.NAMES.stream()
        .map(Golden::load)
        .map(
            golden ->
                dynamicTest(
                    golden.name(),
                    () -> {
                      List<AgentEvent> events =
                          StepTrackerTest.all(
                              new StepTracker(StepConfig.defaults()),
                              golden.signals(golden.forms().getFirst()));
                      assertEquals(
                          spans(golden.expect().path("steps")),
                          events.stream()
                              .filter(StepEnded.class::isInstance)
                              .map(event -> ((StepEnded) event).step().spanId())
                              .sorted()
                              .toList());
                    }));
  }

  private static Map<String, List<Signal>> orders(List<Signal> signals) {
    Map<String, List<Signal>> orders = new LinkedHashMap<>();
    orders.put("as sent", signals);
    orders.put("reversed", signals.reversed());
    List<Signal> logsFirst = new ArrayList<>(signals);
    logsFirst.sort((a, b) -> Boolean.compare(b instanceof LogRecord, a instanceof LogRecord));
    orders.put("logs first", logsFirst);
    for (int seed = 1; seed <= 3; seed++) {
      List<Signal> shuffled = new ArrayList<>(signals);
      Collections.shuffle(shuffled, new Random(seed));
      orders.put("shuffled " + seed, shuffled);
    }
    return orders;
  }

  private static void check(Golden golden, List<Signal> signals) {
    StepTracker tracker = new StepTracker(StepConfig.defaults());
    Run run = run(tracker, signals);
    JsonNode expect = golden.expect();
    String key = expect.path("run").asText();
    assertEquals(key.equals("trace") ? TRACE : key, run.run());
    assertEquals(expect.path("task").asText(), run.task());
    assertEquals(expect.path("structureOnly").asBoolean(), run.structureOnly());
    assertEquals(expect.path("duplicates").asInt(), run.duplicates().size());
    Dialects dialects = new Dialects(StepConfig.defaults());
    long agentSpans =
        signals.stream()
            .filter(s -> s instanceof Span span && dialects.read(span).isPresent())
            .count();
    assertEquals(golden.agentSpans(), agentSpans, "no span is lost");
    assertEquals(0.0, tracker.fill().get("agent_logs"));
    Map<String, Step> steps = new LinkedHashMap<>();
    run.steps().forEach(step -> steps.put(step.spanId(), step));
    assertEquals(spans(expect.path("steps")), steps.keySet().stream().sorted().toList());
    expect.path("steps").forEach(wanted -> check(wanted, steps));
    List<String> edges = new ArrayList<>();
    run.handoffs()
        .forEach(
            e -> edges.add(e.from() + " -> " + e.to() + " " + e.source().word() + " " + e.trust()));
    List<String> wantedEdges = new ArrayList<>();
    expect.path("edges").forEach(edge -> wantedEdges.add(edge.asText()));
    assertEquals(wantedEdges, edges);
  }

  private static void check(JsonNode wanted, Map<String, Step> steps) {
    Step step = Objects.requireNonNull(steps.get(id(wanted.path("span").asInt())));
    for (var field : wanted.properties()) {
      String got =
          switch (field.getKey()) {
            case "span" -> field.getValue().asText();
            case "agent" -> step.agent();
            case "kind" -> step.kind().name();
            case "tool" -> step.action().tool();
            case "error" -> String.valueOf(step.action().failed());
            case "text" -> step.output().text();
            case "reasoning" -> step.output().reasoning();
            case "input" -> step.input().text();
            case "inputRole" -> step.input().role();
            case "system" -> step.input().system();
            case "inputTokens" -> String.valueOf(step.tokens().input());
            default -> throw new IllegalArgumentException(field.getKey());
          };
      assertEquals(field.getValue().asText(), got, field.getKey() + " of " + step.spanId());
    }
  }

  private static Run run(List<Signal> signals) {
    return run(new StepTracker(StepConfig.defaults()), signals);
  }

  private static Run run(StepTracker tracker, List<Signal> signals) {
    List<Run> runs =
        StepTrackerTest.all(tracker, signals).stream()
            .filter(RunEnded.class::isInstance)
            .map(event -> ((RunEnded) event).run())
            .toList();
    assertEquals(1, runs.size());
    return runs.getFirst();
  }

  private static boolean isRoot(Signal signal) {
    return signal instanceof Span span && span.isRoot();
  }

  private static List<String> spans(JsonNode steps) {
    List<String> ids = new ArrayList<>();
    steps.forEach(step -> ids.add(id(step.path("span").asInt())));
    return ids.stream().sorted().toList();
  }
}
