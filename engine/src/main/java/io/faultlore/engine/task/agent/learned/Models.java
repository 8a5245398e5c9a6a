package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.Scaffold;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Trained models by the set of labelled runs that they may know; the least used make room. */
public final class Models {
  private final Systems systems;
  private final Labels labels;
  private final AgentConfig config;
  private final long seed;
  private final LinkedHashMap<String, SystemModel> models = new LinkedHashMap<>(16, .75f, true);

  /**
   * Models of what memory holds.
   *
   * @param precise encodes labelled steps and those that are compared with them
   */
  public Models(Memory memory, TextEncoder precise, AgentConfig config, long seed) {
    this.systems = new Systems(config.knownRunsMax());
    memory
        .cases(CaseQuery.of(Case.Kind.AGENT_RUN).newest(config.knownRunsMax()))
        .forEach(this::ended);
    this.labels = new Labels(memory, precise, systems, config.labelledRunsMax());
    this.config = config;
    this.seed = seed;
  }

  /** The model of the system that a run is of, from the labels that the history shows. */
  public SystemModel of(Scaffold scaffold, Predicate<Case> history) {
    List<RunEvidence> visible = labels.visible(scaffold, history);
    StringBuilder key = new StringBuilder();
    for (RunEvidence run : visible) {
      key.append('\n').append(run.run().id());
    }
    SystemModel model =
        models.computeIfAbsent(
            key.toString(), absent -> SystemModel.of(visible, labels, config, seed));
    while (models.size() > config.modelsMax()) {
      models.pollFirstEntry();
    }
    return model;
  }

  /** What people call the system that a run is of. */
  public String called(Scaffold scaffold, String app) {
    return systems.called(scaffold, app);
  }

  /** Labelled runs of the system that may be used. */
  public Set<String> labelledRuns(Scaffold scaffold, Predicate<Case> history) {
    return labels.visible(scaffold, history).stream()
        .map(run -> run.run().id())
        .collect(Collectors.toSet());
  }

  /** A run ended: it shows how its system is built. */
  public void ended(Case run) {
    if (run.schema().equals(StepFeature.SCHEMA)) {
      systems.saw(run);
    }
  }

  /** A label came or changed: what was learned from the old ones is no longer used. */
  public void labelled(Case run) {
    labels.add(run);
    models.clear();
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    return Map.of(
        "agent_models",
        (double) models.size() / config.modelsMax(),
        "agent_scaffolds",
        systems.fill());
  }

  /** Kinds of runs that were not seen for long and of which room was needed. */
  public long scaffoldsForgotten() {
    return systems.forgotten();
  }
}
