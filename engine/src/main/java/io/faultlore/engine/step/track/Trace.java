package io.faultlore.engine.step.track;

import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The spans of one trace that has agent spans, as far as they have arrived. Its run is open, or was
 * reported and may go on.
 */
final class Trace {
  static final long UNSTAMPED = Long.MIN_VALUE;

  /** A longer way up is a loop of parents, which broken telemetry can contain. */
  private static final int DEPTH_MAX = 512;

  final String id;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<Node>> children = new LinkedHashMap<>();
  private boolean rootEnded;

  /** The run key under which steps are reported now. */
  String key;

  /** Time of the last arrival, or unstamped until the clock is next known. */
  long activeUnixNano = UNSTAMPED;

  /** Whether its run has been reported as ended. */
  boolean ended;

  /** Characters that its spans weigh. */
  long characters;

  Trace(String id) {
    this.id = id;
    this.key = id;
  }

  void touch() {
    activeUnixNano = UNSTAMPED;
  }

  /** What is lost when it goes: 0 nothing more was to come, 1 it pauses, 2 it is going on. */
  int loss() {
    return rootEnded ? 0 : ended ? 1 : 2;
  }

  boolean isLive() {
    return loss() == 2;
  }

  /** Whether it has been silent for as long as its run waits before it is reported. */
  boolean isSilent(long nowUnixNano, StepConfig config) {
    return isSilentFor(rootEnded ? config.idle() : config.rootlessIdle(), nowUnixNano);
  }

  /** Whether it has been reported and nothing more is to come. */
  boolean isOver(long nowUnixNano, StepConfig config) {
    return ended && isSilentFor(rootEnded ? config.reopen() : config.pause(), nowUnixNano);
  }

  private boolean isSilentFor(Duration least, long nowUnixNano) {
    return activeUnixNano != UNSTAMPED && nowUnixNano - activeUnixNano >= least.toNanos();
  }

  /** False when the span is there already. */
  boolean add(Node node) {
    if (nodes.putIfAbsent(node.spanId, node) != null) {
      return false;
    }
    children.computeIfAbsent(node.parentId, _ -> new ArrayList<>(2)).add(node);
    rootEnded |= node.parentId.isEmpty();
    return true;
  }

  Collection<Node> nodes() {
    return nodes.values();
  }

  int size() {
    return nodes.size();
  }

  boolean isAnyReported() {
    return nodes.values().stream().anyMatch(Node::isReported);
  }

  boolean isAnyStepReported() {
    return nodes.values().stream().anyMatch(node -> node.reported && node.isStep());
  }

  /** Whether the step is this trace's and was not reported; from now on it was. */
  boolean isNew(Step step) {
    Node node = nodes.get(step.spanId());
    if (node == null || node.reported || !step.origin().traceId().equals(id)) {
      return false;
    }
    node.reported = true;
    return true;
  }

  Optional<Node> node(String spanId) {
    return Optional.ofNullable(nodes.get(spanId));
  }

  /** Ancestors that have arrived, nearest first. */
  List<Node> ancestors(Node node) {
    List<Node> way = new ArrayList<>();
    Node at = nodes.get(node.parentId);
    while (at != null && at != node && way.size() < DEPTH_MAX) {
      way.add(at);
      at = nodes.get(at.parentId);
    }
    return way;
  }

  List<Node> children(Node node) {
    return children.getOrDefault(node.spanId, List.of());
  }

  /** Whether any span below the node passes the test. */
  boolean anyBelow(Node node, Predicate<Node> test) {
    Deque<Node> open = new ArrayDeque<>(children(node));
    int visited = 0;
    while (!open.isEmpty() && visited++ <= nodes.size()) {
      Node at = open.removeFirst();
      if (at != node && test.test(at)) {
        return true;
      }
      open.addAll(children(at));
    }
    return false;
  }

  /**
   * The key of its run: conversation id, else session id, else trace id; of several the outermost
   * counts, because nested agents may have conversations of their own.
   */
  String runKey() {
    return nodes.values().stream()
        .filter(node -> !node.runKey().isBlank())
        .min(
            Comparator.comparing((Node node) -> !node.said().tellsConversation())
                .thenComparing(node -> ancestors(node).size())
                .thenComparing(node -> node.startUnixNano)
                .thenComparing(node -> node.spanId))
        .map(Node::runKey)
        .orElse(id);
  }

  /** The step that a span tells, of this kind. */
  Step step(Node node, String run, Step.Kind kind) {
    return node.said()
        .step(
            new Step.Origin(
                run,
                node.app,
                agentOf(node),
                node.agent(),
                id,
                node.spanId,
                node.startUnixNano,
                node.endUnixNano),
            kind);
  }

  /**
   * The agent that did a step: the nearest name on the way to the root, else the name of the
   * nearest agent span, else the instrumentation's default; empty while unknown.
   */
  String agentOf(Node node) {
    if (!node.agent().isBlank()) {
      return node.agent();
    }
    List<Node> way = ancestors(node);
    return way.stream()
        .map(Node::agent)
        .filter(name -> !name.isBlank())
        .findFirst()
        .or(() -> way.stream().filter(Node::isAgent).map(Trace::spokenName).findFirst())
        .orElseGet(() -> node.facts == null ? "" : node.facts.agentDefault());
  }

  /**
   * The nearest step above that records the same call: of the same kind, the same tool, and without
   * an agent or another step between. Around an agent there is no model call: what carries the same
   * there is known only by that.
   */
  Optional<Node> sameCallAbove(Node step) {
    boolean agentBetween = false;
    for (Node above : ancestors(step)) {
      if (above.isStep()) {
        boolean same = step.said().isLike(above.said());
        return same && (!agentBetween || above.said().isGuess())
            ? Optional.of(above)
            : Optional.empty();
      }
      agentBetween |= above.isAgent();
    }
    return Optional.empty();
  }

  /** The steps below for which this one is {@link #sameCallAbove}. */
  List<Node> sameCallBelow(Node step) {
    List<Node> found = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(children(step));
    int visited = 0;
    while (!open.isEmpty() && visited++ <= nodes.size()) {
      Node at = open.removeFirst();
      if (at.isStep()) {
        if (at != step && at.said().isLike(step.said())) {
          found.add(at);
        }
      } else if (!at.isAgent() || step.said().isGuess()) {
        open.addAll(children(at));
      }
    }
    return found;
  }

  private static String spokenName(Node agentSpan) {
    return agentSpan.name.startsWith("invoke_agent ")
        ? agentSpan.name.substring("invoke_agent ".length())
        : agentSpan.name;
  }
}
