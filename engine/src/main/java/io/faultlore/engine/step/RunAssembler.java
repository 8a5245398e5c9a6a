package io.faultlore.engine.step;

import io.faultlore.engine.step.Run.Duplicate;
import io.faultlore.engine.step.Step.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Comparator.comparingLong(Step::endUnixNano)
            .thenComparingLong(Step::startUnixNano)
            .thenComparing(Step::spanId));
    return Optional.of(
        new Run(
            key,
            app(),
            traces.stream().map(trace -> trace.id).toList(),
            Task.of(traces, steps),
            steps,
            new Handoffs(key, traces, steps).find(),
            duplicates,
            steps.stream().noneMatch(Step::content)));
  }

  private void addCalls(Trace trace) {
    new Calls(trace)
        .standing()
        .forEach(
            (node, stands) -> {
              if (node == stands) {
                steps.add(Steps.of(node, trace, key));
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
    boolean leaves = bare && trace.nodes().stream().anyMatch(RunAssembler::tellsAgent);
    for (Node node : trace.nodes()) {
      boolean turn =
          node.isAgent()
              && !working.contains(trace.agentOf(node))
              && !trace.anyBelow(node, below -> below.isStep() || below.isAgent());
      boolean leaf = leaves && node.facts != null && trace.children(node).isEmpty();
      if (!node.isStep() && (turn || leaf)) {
        steps.add(Steps.of(node, trace, key, Kind.AGENT_TURN));
      }
    }
  }

  private static boolean tellsAgent(Node node) {
    return node.facts != null
        && !node.facts.operation.equals("create_agent")
        && (node.isAgent() || !node.facts.agent.isBlank());
  }

  private String app() {
    return traces.stream()
        .flatMap(trace -> trace.nodes().stream())
        .filter(node -> node.facts != null && !node.app.isBlank())
        .min(Comparator.comparingLong(node -> node.startUnixNano))
        .map(node -> node.app)
        .orElse("");
  }
}
