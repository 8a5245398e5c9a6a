package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * An installed team of agents.
 *
 * @param resource what its spans come from
 * @param roundsMax model calls after which the framework ends a run
 * @param namesOnSteps whether step spans carry the agent's name
 * @param createsAgents whether each run creates its agents first, as with a remote service
 */
record Team(
    Resource resource,
    Family family,
    TelemetryForm form,
    Topology topology,
    String planner,
    List<String> workers,
    String reviewer,
    String model,
    ResultStyle results,
    NameStyle names,
    int roundsMax,
    boolean namesOnSteps,
    boolean createsAgents) {

  enum Topology {
    /** Each agent hands over to the next. */
    SWARM,
    /** The planner calls the others, who return to it. */
    SUPERVISOR
  }

  enum ResultStyle {
    JSON,
    LINES,
    SENTENCE
  }

  enum NameStyle {
    SNAKE,
    CAMEL,
    QUALIFIED
  }

  Team {
    workers = List.copyOf(workers);
  }

  private static final List<String> PLANNERS =
      List.of("planner", "coordinator", "lead", "dispatcher", "orchestrator");
  private static final List<String> WORKERS =
      List.of("clerk", "operator", "specialist", "executor", "assistant", "analyst");
  private static final List<String> REVIEWERS =
      List.of("reviewer", "auditor", "checker", "critic", "verifier");
  private static final List<String> MODELS =
      List.of("large-2", "small-4.1", "medium-3", "open-70b", "mini-5");

  static Team draw(int number, Family family, TelemetryForm form, RandomGenerator chance) {
    String field = family.word();
    String prefix = chance.nextBoolean() ? field + '_' : "";
    List<String> workers = Chance.some(WORKERS, 1 + chance.nextInt(2), chance);
    return new Team(
        resource("%s-agents-%d".formatted(field, number)),
        family,
        form,
        Chance.one(List.of(Topology.values()), chance),
        prefix + Chance.one(PLANNERS, chance),
        workers.stream().map(name -> prefix + name).toList(),
        prefix + Chance.one(REVIEWERS, chance),
        Chance.one(MODELS, chance),
        Chance.one(List.of(ResultStyle.values()), chance),
        Chance.one(List.of(NameStyle.values()), chance),
        29 + chance.nextInt(10),
        form == TelemetryForm.GEN_AI || chance.nextBoolean(),
        form == TelemetryForm.GEN_AI && chance.nextInt(3) == 0);
  }

  private static Resource resource(String app) {
    return Resource.of(
        Attributes.of(
            "service.name",
            app,
            "service.instance.id",
            app + "-0",
            "telemetry.sdk.language",
            "python",
            "telemetry.sdk.name",
            "opentelemetry"));
  }

  /** Its {@code service.name}. */
  String app() {
    return resource.service();
  }

  List<String> agents() {
    List<String> all = new ArrayList<>(List.of(planner));
    all.addAll(workers);
    all.add(reviewer);
    return all;
  }

  /** A tool's name as this team's telemetry writes it. */
  String shown(String tool) {
    if (tool.startsWith(HandOvers.PREFIX)) {
      return tool;
    }
    return switch (names) {
      case SNAKE -> tool;
      case CAMEL -> camel(tool);
      case QUALIFIED -> family.word() + '.' + tool;
    };
  }

  private static String camel(String snake) {
    StringBuilder out = new StringBuilder();
    for (String word : snake.split("_", -1)) {
      out.append(
          out.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return out.toString();
  }
}
