package io.faultlore.engine.step;

import java.util.Comparator;

/**
 * The key of a run: conversation id, else session id, else trace id; of several the outermost
 * counts, because nested agents may have conversations of their own.
 */
final class RunKey {
  private RunKey() {}

  static String of(Trace trace) {
    return trace.nodes().stream()
        .filter(node -> !keyOf(node).isBlank())
        .min(
            Comparator.comparing((Node node) -> node.said().conversation.isBlank())
                .thenComparing(node -> trace.ancestors(node).size())
                .thenComparing(node -> node.startUnixNano)
                .thenComparing(node -> node.spanId))
        .map(RunKey::keyOf)
        .orElse(trace.id);
  }

  /** The key that one span tells, or the empty string. */
  static String keyOf(Node node) {
    if (node.facts == null) {
      return "";
    }
    return node.facts.conversation.isBlank() ? node.facts.session : node.facts.conversation;
  }
}
