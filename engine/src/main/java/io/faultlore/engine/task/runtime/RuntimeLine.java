package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Recall;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Drops;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.SimilarCase;
import io.faultlore.engine.task.Ranked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Watches services: signals in, verdicts and failures out; answers what a stretch of time was.
 * Called by the engine's one writer thread.
 */
public final class RuntimeLine {
  private final RuntimeConfig config;
  private final Memory memory;
  private final long seed;
  private final Slicer slicer;
  private final History history = new History();
  private final Deque<Pane> recent = new ArrayDeque<>();
  private final Learned learned;

  public RuntimeLine(RuntimeConfig config, Memory memory, TextEncoder texts, long seed) {
    this.config = config;
    this.memory = memory;
    this.seed = seed;
    this.slicer = new Slicer(config.slices());
    this.learned = new Learned(memory, config.casesLearnedMax(), seed);
  }

  /** Takes a record; returns what was concluded from the panes it closed. */
  public List<Finding> accept(Signal signal) {
    return judge(slicer.add(signal));
  }

  /** Idle time has passed. */
  public List<Finding> advance(long nowUnixNano) {
    return judge(slicer.advance(nowUnixNano));
  }

  private List<Finding> judge(List<Pane> closed) {
    List<Finding> findings = new ArrayList<>();
    for (Pane pane : closed) {
      history.add(pane);
      recent.addLast(pane);
      if (recent.size() > config.slices().panesKept()) {
        recent.removeFirst();
      }
    }
    return findings;
  }

  /**
   * Somebody asks about a stretch of time that has just passed: its evidence is read and remembered
   * as a case.
   *
   * @throws IllegalArgumentException when the stretch ends before it begins
   */
  public Case examine(String id, long startUnixNano, long endUnixNano) {
    if (endUnixNano <= startUnixNano) {
      throw new IllegalArgumentException("the case ends before it begins");
    }
    Baselines usual = history.before(startUnixNano);
    List<EvidenceRow> rows = CaseRows.of(recent, startUnixNano, endUnixNano, usual);
    String suspect =
        Ranker.learn(List.of(), seed).rank(rows).stream().findFirst().map(Ranked::name).orElse("");
    Case examined =
        new Case(
            id,
            Case.Kind.RUNTIME,
            "",
            suspect,
            id,
            startUnixNano,
            endUnixNano,
            Sign.SCHEMA,
            CaseEncoder.encode(rows, suspect),
            rows,
            List.of(),
            true,
            Optional.empty());
    memory.remember(examined);
    return examined;
  }

  /** What was it? Answered from the labelled cases that the condition leaves visible. */
  public Diagnosis diagnose(Case question, Predicate<Case> history) {
    Predicate<Case> visible =
        c -> !c.id().equals(question.id()) && c.label().isPresent() && history.test(c);
    Learned.Heads heads = learned.from(visible);
    List<Ranked> suspects = heads.ranker().rank(question.rows());
    String first = suspects.isEmpty() ? "" : suspects.get(0).name();
    return new Diagnosis(
        question.id(),
        suspects,
        List.of(),
        heads.typer().type(question.rows(), first),
        similar(question, visible),
        question.summary());
  }

  private List<SimilarCase> similar(Case question, Predicate<Case> visible) {
    if (question.embedding().isEmpty()) {
      return List.of();
    }
    Recall recall =
        new Recall(
            question.embedding().get(), Set.of(Case.Kind.RUNTIME), Recall.ANY_SCOPE, visible, 5);
    return memory.recall(recall).stream()
        .map(
            recalled ->
                new SimilarCase(
                    recalled.found().id(),
                    recalled.similarity(),
                    recalled.found().label().map(CaseLabel::type).orElse(""),
                    recalled.found().label().map(CaseLabel::remedy).orElse("")))
        .toList();
  }

  /** Event time up to which all windows are closed. */
  public long closedUntil() {
    return slicer.closedUntil();
  }

  public Drops drops() {
    return slicer.drops();
  }

  /** How full every bound is, 0 to 1, by name. */
  public Map<String, Double> fill() {
    return slicer.fill();
  }
}
