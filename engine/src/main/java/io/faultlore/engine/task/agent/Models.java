package io.faultlore.engine.task.agent;

import io.faultlore.engine.memory.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Trained models by the set of labelled runs that they may know; the least used make room. */
final class Models {
  private final Labels labels;
  private final AgentConfig config;
  private final long seed;
  private final LinkedHashMap<String, SystemModel> models = new LinkedHashMap<>(16, .75f, true);

  Models(Labels labels, AgentConfig config, long seed) {
    this.labels = labels;
    this.config = config;
    this.seed = seed;
  }

  /** The model of a system from the labels that the history shows. */
  SystemModel of(String app, Predicate<Case> history) {
    List<RunEvidence> visible = labels.visible(app, history);
    StringBuilder key = new StringBuilder(app);
    for (RunEvidence run : visible) {
      key.append('\n').append(run.run().id());
    }
    SystemModel model =
        models.computeIfAbsent(
            key.toString(), absent -> new SystemModel(visible, labels, config, seed));
    while (models.size() > config.modelsMax()) {
      Map.Entry<String, SystemModel> eldest = models.firstEntry();
      models.remove(eldest.getKey());
    }
    return model;
  }

  /** A label came or changed: what was learned from the old ones is no longer used. */
  void forget() {
    models.clear();
  }

  int size() {
    return models.size();
  }
}
