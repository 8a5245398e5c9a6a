package io.faultlore.engine.task.agent.learned;

import static java.util.Objects.requireNonNull;

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
import io.faultlore.engine.task.agent.evidence.Scaffold;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * The labelled runs of every system, as memory holds them, with the vectors of their marked steps.
 * A fine entry of EAGER's knowledge base is remembered for each marked step.
 */
final class Labels {
  /** Systems that may have as many labelled runs as one system learns from. */
  private static final int SYSTEMS_FULL = 4;

  private final Memory memory;
  private final TextEncoder precise;
  private final Systems systems;
  private final int runsMax;
  private final SequencedMap<String, Labelled> runs = new LinkedHashMap<>();
  private final Map<String, Embedding> vectors = new HashMap<>();

  /**
   * The labels that memory holds.
   *
   * @param runsMax labelled runs of one system
   */
  Labels(Memory memory, TextEncoder precise, Systems systems, int runsMax) {
    this.memory = memory;
    this.precise = precise;
    this.systems = systems;
    this.runsMax = runsMax;
    memory.cases(CaseQuery.of(Case.Kind.AGENT_RUN).labelled()).stream()
        .filter(run -> run.schema().equals(StepFeature.SCHEMA))
        .forEach(this::put);
  }

  private record Labelled(RunEvidence evidence, Scaffold scaffold) {}

  /** The id of the entry for a step of a run. */
  private static String stepCaseId(RunEvidence run, int index) {
    return Case.stepId(run.run().id(), run.row(index).subject());
  }

  /** Takes a label in, or a newer one of the same run. */
  void add(Case run) {
    Labelled before = runs.remove(run.id());
    if (before != null) {
      before.evidence.marks().keySet().forEach(i -> forget(before.evidence, i));
    }
    put(run);
    run.label().ifPresent(label -> rememberSteps(run, label));
  }

  /** Labelled runs of the system that may be used, oldest label first. */
  List<RunEvidence> visible(Scaffold scaffold, Predicate<Case> history) {
    List<RunEvidence> visible = new ArrayList<>();
    for (Labelled run : runs.values()) {
      if (systems.same(run.scaffold, scaffold) && history.test(run.evidence.run())) {
        visible.add(run.evidence);
      }
    }
    return visible.subList(Math.max(0, visible.size() - runsMax), visible.size());
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

  private void put(Case run) {
    runs.put(run.id(), new Labelled(RunEvidence.of(run), systems.saw(run)));
    if (runs.size() > SYSTEMS_FULL * runsMax) {
      makeRoom();
    }
  }

  private void makeRoom() {
    Map<Scaffold, SequencedSet<String>> ids = new LinkedHashMap<>();
    runs.forEach(
        (id, run) -> ids.computeIfAbsent(run.scaffold, _ -> new LinkedHashSet<>()).add(id));
    SequencedSet<String> most = requireNonNull(ids.get(Systems.mostFrequent(ids)));
    RunEvidence oldest = requireNonNull(runs.remove(most.getFirst())).evidence;
    oldest.marks().keySet().forEach(i -> vectors.remove(stepCaseId(oldest, i)));
    systems.forget(oldest.run().id());
  }

  private void forget(RunEvidence run, int index) {
    String id = stepCaseId(run, index);
    vectors.remove(id);
    memory.forget(id);
  }

  private void rememberSteps(Case run, CaseLabel label) {
    Labelled labelled = runs.get(run.id());
    if (labelled == null) {
      return;
    }
    RunEvidence evidence = labelled.evidence;
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
