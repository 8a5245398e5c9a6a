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
    boolean bare = steps.isEmpty();
    traces.forEach(trace -> addTurns(trace, bare));
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
   * Agent spans without a step or an agent below them are turns of their own. In a run that has no
   * step at all every agent telemetry span without children is one (FORMAT.md), provided that it is
   * a run of agents and not, for instance, the indexing of documents.
   */
  private void addTurns(Trace trace, boolean bare) {
    boolean leaves = bare && trace.nodes().stream().anyMatch(RunAssembler::tellsAgent);
    Set<String> known = new HashSet<>();
    steps.forEach(step -> known.add(step.spanId()));
    for (Node node : trace.nodes()) {
      boolean turn =
          node.isAgent() && !trace.anyBelow(node, below -> below.isStep() || below.isAgent());
      boolean leaf = leaves && node.facts != null && trace.children(node).isEmpty();
      if ((turn || leaf) && !known.contains(node.spanId)) {
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
