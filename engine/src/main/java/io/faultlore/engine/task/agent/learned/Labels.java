package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.encode.Masking;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * The labelled runs of every system, as memory holds them, with the vectors of their marked steps.
 * A fine entry of EAGER's knowledge base is remembered for each marked step.
 */
final class Labels {
  private final Memory memory;
  private final TextEncoder precise;
  private final int runsMax;
  private final Map<String, SequencedMap<String, RunEvidence>> byApp = new HashMap<>();
  private final Map<String, Embedding> vectors = new HashMap<>();

  Labels(Memory memory, TextEncoder precise, int runsMax) {
    this.memory = memory;
    this.precise = precise;
    this.runsMax = runsMax;
  }

  /** The id of the entry for a step of a run. */
  private static String stepCaseId(RunEvidence run, int index) {
    return Case.stepId(run.run().id(), run.row(index).subject());
  }

  /** Takes a label in, or a newer one of the same run. */
  void add(Case run) {
    SequencedMap<String, RunEvidence> runs = of(run.scope());
    RunEvidence before = runs.remove(run.id());
    if (before != null) {
      before.marks().keySet().forEach(i -> forget(before, i));
    }
    put(runs, run);
    run.label().ifPresent(label -> rememberSteps(run, label));
  }

  /** Labelled runs of the system that may be used, oldest label first. */
  List<RunEvidence> visible(String app, Predicate<Case> history) {
    List<RunEvidence> visible = new ArrayList<>();
    for (RunEvidence run : of(app).values()) {
      if (history.test(run.run())) {
        visible.add(run);
      }
    }
    return visible;
  }

  /** The precise vector of a step's text; encoded once. */
  Embedding vector(RunEvidence run, int index) {
    return vectors.computeIfAbsent(
        stepCaseId(run, index), id -> stored(id).orElseGet(() -> vector(run.row(index))));
  }

  Embedding vector(EvidenceRow row) {
    return precise.encode(Masking.mask(row.text()));
  }

  private Optional<Embedding> stored(String stepCaseId) {
    return memory
        .get(stepCaseId)
        .flatMap(Case::embedding)
        .filter(vector -> vector.modelId().equals(precise.modelId()));
  }

  private SequencedMap<String, RunEvidence> of(String app) {
    return byApp.computeIfAbsent(
        app,
        _ -> {
          SequencedMap<String, RunEvidence> loaded = new LinkedHashMap<>();
          memory.cases(CaseQuery.of(Case.Kind.AGENT_RUN).in(app).labelled()).stream()
              .filter(run -> run.schema().equals(StepFeature.SCHEMA))
              .forEach(run -> put(loaded, run));
          return loaded;
        });
  }

  private void put(SequencedMap<String, RunEvidence> runs, Case run) {
    if (runs.size() >= runsMax) {
      RunEvidence oldest = runs.pollFirstEntry().getValue();
      oldest.marks().keySet().forEach(i -> vectors.remove(stepCaseId(oldest, i)));
    }
    runs.put(run.id(), RunEvidence.of(run));
  }

  private void forget(RunEvidence run, int index) {
    String id = stepCaseId(run, index);
    vectors.remove(id);
    memory.forget(id);
  }

  private void rememberSteps(Case run, CaseLabel label) {
    RunEvidence evidence = of(run.scope()).get(run.id());
    if (evidence == null) {
      return;
    }
    for (Map.Entry<Integer, List<StepMark>> marked : evidence.marks().entrySet()) {
      EvidenceRow row = evidence.row(marked.getKey());
      List<StepMark> marks = marked.getValue();
      CaseLabel ofStep =
          new CaseLabel(
              true,
              marks.getFirst().agent(),
              marks.getFirst().type(),
              label.remedy(),
              marks,
              false,
              label.author(),
              label.labelledUnixNano());
      memory.remember(
          new Case(
              stepCaseId(evidence, marked.getKey()),
              Case.Kind.AGENT_STEP,
              run.scope(),
              row.actor(),
              run.startUnixNano(),
              run.endUnixNano(),
              new Observed(
                  run.schema(),
                  row.text().isEmpty()
                      ? Optional.empty()
                      : Optional.of(vector(evidence, marked.getKey())),
                  List.of(row)),
              Conclusion.of(Phase.CLOSED, List.of()),
              Optional.of(ofStep)));
    }
  }
}
