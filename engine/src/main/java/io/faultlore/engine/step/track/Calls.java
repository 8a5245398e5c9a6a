package io.faultlore.engine.step.track;

import io.faultlore.engine.step.dialect.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which spans of a trace record one and the same call: an SDK beside a framework, two
 * instrumentations, nested wrappers. The fuller span stands for the call, and an inner error counts
 * for it.
 */
final class Calls {
  private final Trace trace;
  private final Map<Node, Node> standsFor = new LinkedHashMap<>();
  private final Map<Node, List<Node>> inner = new LinkedHashMap<>();

  Calls(Trace trace) {
    this.trace = trace;
    trace.nodes().stream()
        .filter(Node::isStep)
        .sorted(
            Comparator.comparingInt((Node node) -> -trace.ancestors(node).size())
                .thenComparingLong(node -> node.endUnixNano)
                .thenComparing(node -> node.spanId))
        .forEach(this::place);
  }

  /** Every step span with the span that stands for its call, which may be itself. */
  Map<Node, Node> standing() {
    Map<Node, Node> resolved = new LinkedHashMap<>();
    for (Node node : standsFor.keySet()) {
      Node at = node;
      while (standsFor.getOrDefault(at, at) != at) {
        at = standsFor.getOrDefault(at, at);
      }
      resolved.put(node, at);
    }
    return resolved;
  }

  /** Comes from the deepest span outwards, so that all inner spans have their place. */
  private void place(Node outer) {
    List<Node> inside = inner.getOrDefault(outer, List.of());
    List<Node> stand = new ArrayList<>();
    standsFor.put(outer, outer);
    if (inside.isEmpty()) {
      stand.add(outer);
    } else if (isOneCall(outer, inside)) {
      stand.add(merge(outer, inside));
    } else {
      // Several calls inside: the wrapper only repeats the answer of the last one.
      standsFor.put(outer, inside.getLast());
      stand.addAll(inside);
    }
    trace
        .sameCallAbove(outer)
        .ifPresent(above -> inner.computeIfAbsent(above, _ -> new ArrayList<>()).addAll(stand));
  }

  private Node merge(Node outer, List<Node> inside) {
    Node winner = outer;
    for (Node node : inside) {
      if (preferred(node, winner)) {
        winner = node;
      }
    }
    for (Node node : inside) {
      standsFor.put(node, winner);
    }
    standsFor.put(outer, winner);
    Node last = inside.getLast();
    winner.said().fill((winner == outer ? last : outer).said());
    return winner;
  }

  private static boolean isOneCall(Node outer, List<Node> inside) {
    return inside.size() == 1
        || (outer.said().hasOutput() && inside.stream().noneMatch(n -> n.said().hasOutput()));
  }

  /**
   * Whether a span tells a call better than another: first by its output, then by any content; of
   * equals the one that was judged live, else the other stays.
   */
  static boolean preferred(Node node, Node other) {
    Facts a = node.said();
    Facts b = other.said();
    if (a.hasOutput() != b.hasOutput()) {
      return a.hasOutput();
    }
    if (a.hasContent() != b.hasContent()) {
      return a.hasContent();
    }
    return node.reported && !other.reported;
  }
}
