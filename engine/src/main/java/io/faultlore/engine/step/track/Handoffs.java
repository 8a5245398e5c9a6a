package io.faultlore.engine.step.track;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Handoff.Source;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import io.faultlore.engine.step.dialect.Facts;
import io.faultlore.engine.step.message.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hand-offs of a run by the first source that answers: what spans state comes first, then the
 * names of tools, then nesting, and the change of agent between steps only where nothing else
 * explains it.
 */
final class Handoffs {
  private static final Pattern TOOL_NAME =
      Pattern.compile("(?i)(?:transfer|handoff|hand_off|handover)(?:[_ -]to[_ -])(.+)");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> BARE_TOOLS =
      Set.of("handoff", "handoff_to_agent", "transfer_to_agent", "hand_off", "delegate_to_agent");
  private static final List<String> TARGET_FIELDS =
      List.of("agent_name", "to_agent", "agent", "target", "target_agent", "name", "coworker");

  private final String run;
  private final List<Trace> traces;
  private final List<Step> steps;
  private final List<Handoff> found = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * @param steps the run's steps in order of arrival
   */
  Handoffs(String run, List<Trace> traces, List<Step> steps) {
    this.run = run;
    this.traces = traces;
    this.steps =
        steps.stream()
            .sorted(
                Comparator.comparingLong((Step step) -> step.origin().startUnixNano())
                    .thenComparingLong(step -> step.origin().endUnixNano())
                    .thenComparing(Step::spanId))
            .toList();
    this.steps.forEach(step -> names.putIfAbsent(plain(step.agent()), step.agent()));
  }

  List<Handoff> find() {
    addStated();
    addToolNames();
    addNesting();
    addChanges();
    found.sort(Comparator.comparingLong(Handoff::unixNano));
    return List.copyOf(found);
  }

  /** The agent to which a tool's step hands over. */
  static Optional<String> target(Step step) {
    return step.kind() == Kind.TOOL
        ? target(step.action().tool(), step.input().text())
        : Optional.empty();
  }

  /** The agent to which a tool call hands over, by its name or its arguments. */
  private static Optional<String> target(String tool, String arguments) {
    if (BARE_TOOLS.contains(tool.toLowerCase(Locale.ROOT))) {
      JsonNode fields = Content.parse(arguments);
      JsonNode inner = fields.path("kwargs").isObject() ? fields.path("kwargs") : fields;
      return TARGET_FIELDS.stream()
          .map(inner::path)
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .filter(name -> !name.isBlank())
          .findFirst();
    }
    Matcher matcher = TOOL_NAME.matcher(tool.strip());
    return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  private void addStated() {
    for (Trace trace : traces) {
      for (Node node : trace.nodes()) {
        if (node.facts != null) {
          node.facts.handoffs().forEach(stated -> addStated(trace, node, stated));
        }
      }
    }
  }

  private void addStated(Trace trace, Node node, Facts.Stated stated) {
    String from = stated.from().isBlank() ? trace.agentOf(node) : stated.from();
    String to = stated.to().isBlank() ? agentAfter(node, from) : stated.to();
    add(from, known(to), stated.source(), trace.id, node.endUnixNano);
  }

  /** Tool spans first; a model's call for such a tool counts where the tool has no span. */
  private void addToolNames() {
    for (Step step : steps) {
      target(step).ifPresent(to -> addHeuristic(step, to));
    }
    List<Handoff> known = List.copyOf(found);
    for (Step step : steps) {
      for (Step.ToolCall call : step.output().calls()) {
        target(call.name(), call.arguments())
            .filter(to -> !holds(known, step.agent(), known(to)))
            .ifPresent(to -> addHeuristic(step, to));
      }
    }
  }

  private void addHeuristic(Step step, String to) {
    String target = known(to);
    List<Handoff> stated =
        found.stream().filter(edge -> edge.source() != Source.TOOL_NAME).toList();
    if (!holds(stated, step.agent(), target)) {
      add(
          step.agent(),
          target,
          Source.TOOL_NAME,
          step.origin().traceId(),
          step.origin().endUnixNano());
    }
  }

  private void addNesting() {
    for (Trace trace : traces) {
      for (Node node : trace.nodes()) {
        if (node.isAgent() && !node.agent().isBlank()) {
          trace.ancestors(node).stream()
              .filter(Node::isAgent)
              .map(Node::agent)
              .filter(name -> !name.isBlank())
              .findFirst()
              .filter(caller -> !reached(node.agent()))
              .ifPresent(
                  caller ->
                      add(caller, node.agent(), Source.NESTING, trace.id, node.startUnixNano));
        }
      }
    }
  }

  /**
   * A change needs no edge of its own when something leads to that agent, or when it is the way
   * back.
   */
  private void addChanges() {
    Set<String> reached = new LinkedHashSet<>();
    Set<String> ways = new LinkedHashSet<>();
    for (Handoff edge : found) {
      reached.add(plain(edge.to()));
      ways.add(plain(edge.from()) + '>' + plain(edge.to()));
    }
    Step before = null;
    for (Step step : steps) {
      if (step.agent().isBlank()) {
        continue;
      }
      if (before != null
          && !same(before.agent(), step.agent())
          && !reached.contains(plain(step.agent()))
          && !ways.contains(plain(step.agent()) + '>' + plain(before.agent()))) {
        add(
            before.agent(),
            step.agent(),
            Source.AGENT_CHANGE,
            step.origin().traceId(),
            step.origin().startUnixNano());
      }
      before = step;
    }
  }

  private static boolean holds(List<Handoff> edges, String from, String to) {
    return edges.stream().anyMatch(edge -> same(edge.from(), from) && same(edge.to(), to));
  }

  private boolean reached(String agent) {
    return found.stream()
        .anyMatch(edge -> edge.source() != Source.NESTING && same(edge.to(), agent));
  }

  private void add(String from, String to, Source source, String traceId, long unixNano) {
    if (!from.isBlank() && !to.isBlank() && !same(from, to)) {
      found.add(new Handoff(run, traceId, from, to, source, unixNano));
    }
  }

  private String agentAfter(Node node, String from) {
    return steps.stream()
        .filter(step -> step.origin().startUnixNano() >= node.startUnixNano)
        .map(Step::agent)
        .filter(agent -> !agent.isBlank() && !same(agent, from))
        .findFirst()
        .orElse("");
  }

  /** The run's own spelling of an agent's name, which tool names write with underscores. */
  private String known(String name) {
    return names.getOrDefault(plain(name), name);
  }

  private static String plain(String name) {
    return SEPARATORS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  private static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }
}
