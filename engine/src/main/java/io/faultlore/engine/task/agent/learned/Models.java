package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/** Trained models by the set of labelled runs that they may know; the least used make room. */
public final class Models {
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
    this.labels = new Labels(memory, precise, config.labelledRunsMax());
    this.config = config;
    this.seed = seed;
  }

  /** The model of a system from the labels that the history shows. */
  public SystemModel of(String app, Predicate<Case> history) {
    List<RunEvidence> visible = labels.visible(app, history);
    StringBuilder key = new StringBuilder(app);
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

  /** A label came or changed: what was learned from the old ones is no longer used. */
  public void labelled(Case run) {
    labels.add(run);
    models.clear();
  }

  public int size() {
    return models.size();
  }
}
