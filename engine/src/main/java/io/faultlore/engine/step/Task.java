package io.faultlore.engine.step;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the request that started a run: the root's input, else the first user message of the first
 * span that has one, else the first step's input.
 */
final class Task {
  private Task() {}

  static String of(List<Trace> traces, List<Step> steps) {
    List<Node> byStart =
        traces.stream()
            .flatMap(trace -> trace.nodes().stream())
            .filter(node -> node.facts != null)
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
        .orElseGet(() -> steps.isEmpty() ? "" : steps.getFirst().input());
  }

  /** The request as far as the first step tells it, while the root is still to come. */
  static String of(Step first, Facts facts) {
    String request = facts.request();
    return !request.isBlank() ? request : first.input().isBlank() ? first.system() : first.input();
  }
}
