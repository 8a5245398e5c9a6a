package io.faultlore.engine.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers for a while the spans of ordinary services, because an agent's span may arrive after
 * the service span that surrounds it. Holds no payload.
 */
final class Ancestry {
  private final int spansMax;
  private final Map<String, List<Node>> byTrace = new LinkedHashMap<>();
  private int size;

  Ancestry(int spansMax) {
    this.spansMax = spansMax;
  }

  void add(String traceId, Node node) {
    byTrace.computeIfAbsent(traceId, _ -> new ArrayList<>(4)).add(node);
    size++;
    while (size > spansMax) {
      take(byTrace.keySet().iterator().next());
    }
  }

  /** Removes and returns what is known of a trace. */
  List<Node> take(String traceId) {
    List<Node> nodes = byTrace.remove(traceId);
    if (nodes == null) {
      return List.of();
    }
    size -= nodes.size();
    return nodes;
  }

  int size() {
    return size;
  }
}
