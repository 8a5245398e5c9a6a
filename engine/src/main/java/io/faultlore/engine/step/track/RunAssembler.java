package io.faultlore.engine.step.track;

import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Run.Duplicate;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the ended run together: one step a call, names resolved, hand-offs found. */
final class RunAssembler {
  private final String key;
  private final List<Trace> traces;
  private final List<Step> steps = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();

  RunAssembler(String key, List<Trace> traces) {
    this.key = key;
    this.traces = traces;
  }

  /** The run; empty when it has no step at all, such as a trace that only sets agents up. */
  Optional<Run> assemble() {
    traces.forEach(this::addCalls);
    Set<String> working = new HashSet<>();
    steps.forEach(step -> working.add(step.agent()));
    traces.forEach(trace -> addTurns(trace, working.isEmpty(), working));
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    steps.sort(
        Comparator.comparingLong((Step step) -> step.origin().endUnixNano())
            .thenComparingLong(step -> step.origin().startUnixNano())
            .thenComparing(Step::spanId));
    return Optional.of(
        new Run(
            key,
            app(),
            traces.stream().map(trace -> trace.id).toList(),
            task(),
            steps,
            new Handoffs(key, traces, steps).find(),
            duplicates));
  }

  private void addCalls(Trace trace) {
    new Calls(trace)
        .standing()
        .forEach(
            (node, stands) -> {
              if (node == stands) {
                steps.add(trace.step(node, key, node.said().kind()));
              } else {
                duplicates.add(new Duplicate(trace.id, node.spanId, stands.spanId));
              }
            });
  }

  /**
   * An agent span without a step or an agent below is a turn of its own, unless the agent's steps
   * stand elsewhere. In a run that has no step at all every agent telemetry span without children
   * is one, provided that it is a run of agents and not, for instance, the indexing of documents.
   */
  private void addTurns(Trace trace, boolean bare, Set<String> working) {
    boolean leaves =
        bare
            && trace.nodes().stream()
                .anyMatch(node -> node.facts != null && node.facts.tellsAgent());
    for (Node node : trace.nodes()) {
      boolean turn =
          node.isAgent()
              && !working.contains(trace.agentOf(node))
              && !trace.anyBelow(node, below -> below.isStep() || below.isAgent());
      boolean leaf = leaves && node.facts != null && trace.children(node).isEmpty();
      if (!node.isStep() && (turn || leaf)) {
        steps.add(trace.step(node, key, Kind.AGENT_TURN));
      }
    }
  }

  private String app() {
    return agentSpans()
        .filter(node -> !node.app.isBlank())
        .min(Comparator.comparingLong(node -> node.startUnixNano))
        .map(node -> node.app)
        .orElse("");
  }

  /**
   * The request that started the run: the root's input, else the first user message of the first
   * span that has one, else the first step's input.
   */
  private String task() {
    List<Node> byStart =
        agentSpans()
            .sorted(
                Comparator.comparingLong((Node node) -> node.startUnixNano)
                    .thenComparing(node -> !node.parentId.isEmpty())
                    .thenComparing(node -> -node.endUnixNano)
                    .thenComparing(node -> node.spanId))
            .toList();
    return Stream.concat(byStart.stream().filter(node -> node.parentId.isEmpty()), byStart.stream())
        .map(node -> node.said().request())
        .filter(request -> !request.isBlank())
        .findFirst()
        .orElseGet(() -> steps.getFirst().input().text());
  }

  private Stream<Node> agentSpans() {
    return traces.stream()
        .flatMap(trace -> trace.nodes().stream())
        .filter(node -> node.facts != null);
  }
}
