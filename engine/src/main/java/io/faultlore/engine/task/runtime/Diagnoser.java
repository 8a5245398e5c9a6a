package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Recall;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Changes;
import io.faultlore.engine.slice.Changes.Change;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.task.Diagnosis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the evidence of a stretch of time, and says from earlier cases what it was. */
final class Diagnoser {
  /** Sentences of a case, as many as are read in an alert. */
  private static final int SENTENCES = 6;

  /** Earlier cases that a diagnosis names. */
  private static final int SIMILAR = 5;

  /** Suspects whose evidence is told in sentences: the culprit is seldom further down. */
  private static final int SUSPECTS_EXPLAINED = 3;

  /** Changes told of a service. */
  private static final int CHANGES = 2;

  /** A change so long before may have to do with a failure. */
  private static final long CHANGE_NANOS = 10 * 60_000_000_000L;

  /** Of a change two minutes before a failure a third of the weight is left. */
  private static final double CHANGE_FADES_NANOS = 120_000_000_000.0;

  /** What begins later after the onset is an effect: who fails is started again. */
  private static final long ONSET_NANOS = 60_000_000_000L;

  private final Changes changes;
  private final Memory memory;
  private final Learned learned;

  Diagnoser(Memory memory, Changes changes, int casesMax, long seed) {
    this.changes = changes;
    this.memory = memory;
    this.learned = new Learned(memory, casesMax, seed);
  }

  /**
   * A stretch of time that is asked about.
   *
   * @param concerns the services that may have to do with it
   */
  record Stretch(String id, long start, long end, boolean closed, Predicate<String> concerns) {}

  /**
   * The case of a stretch of time, with the label it may already have; not yet remembered.
   *
   * @param visible the labelled cases that may say whom to suspect first
   */
  Case examined(Stretch stretch, Collection<Pane> panes, Baselines usual, Predicate<Case> visible) {
    long start = stretch.start;
    long end = stretch.end;
    List<Pane> inside = CaseRows.inside(panes, start, end);
    List<EvidenceRow> rows = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    String first = "";
    if (!inside.isEmpty()) {
      Reading whole = Reading.of(Pane.merge(inside), usual);
      CaseRows.of(whole, inside, start, end, service -> changed(service, start)).stream()
          .filter(row -> stretch.concerns.test(row.subject()))
          .forEach(rows::add);
      List<String> suspects =
          learned.from(visible).ranker().rank(rows).stream().map(Ranked::name).toList();
      first = suspects.isEmpty() ? "" : suspects.getFirst();
      List<String> explained = suspects.stream().limit(SUSPECTS_EXPLAINED).toList();
      sentences.addAll(Sentences.about(explained, whole, inside, SENTENCES));
      if (!first.isEmpty() && usual.isSilent(first) && whole.window().of(first).isSilent()) {
        sentences.add(first + " sends no telemetry of its own: its callers tell of it");
      }
      explained.forEach(service -> sayChanges(service, start, end, sentences));
    }
    return byCulprit(
        new Case(
            stretch.id,
            Case.Kind.RUNTIME,
            "",
            first,
            start,
            end,
            new Observed(Sign.SCHEMA, CaseEncoder.encode(rows, first), rows),
            Conclusion.of(stretch.closed ? Phase.CLOSED : Phase.UPDATED, sentences),
            memory.get(stretch.id).flatMap(Case::label)));
  }

  /** How near to the onset something was changed at the service, 0 to 1. */
  private double changed(String service, long onset) {
    return changes.of(service, onset - CHANGE_NANOS).stream()
        .mapToLong(Change::unixNano)
        .filter(time -> time <= onset + ONSET_NANOS)
        .mapToDouble(time -> Math.exp(-Math.max(0, (double) (onset - time)) / CHANGE_FADES_NANOS))
        .max()
        .orElse(0);
  }

  /** What was changed at the service shortly before, or while it failed. */
  private void sayChanges(String service, long start, long end, List<String> sentences) {
    changes.of(service, start - CHANGE_NANOS).stream()
        .filter(change -> change.unixNano() < end)
        .sorted(Comparator.comparing(Change::kind))
        .limit(CHANGES)
        .map(change -> text(change, start))
        .forEach(sentences::add);
  }

  private static String text(Change change, long start) {
    String what =
        switch (change.kind()) {
          case VERSION -> change.service() + " " + change.name() + " began";
          case INSTANCE -> "instance " + change.name() + " of " + change.service() + " began";
          case RESTART -> "a process of " + change.service() + " began anew";
        };
    long seconds = (start - change.unixNano()) / 1_000_000_000L;
    return what + " " + Math.abs(seconds) + (seconds >= 0 ? " s before" : " s after the onset");
  }

  /** What was it? From the labelled cases that the condition leaves visible. */
  Diagnosis diagnose(Case question, Predicate<Case> history) {
    Predicate<Case> visible = c -> !c.id().equals(question.id()) && history.test(c);
    Learned.Heads heads = learned.from(visible);
    List<Ranked> suspects = heads.ranker().rank(question.rows());
    String first = suspects.isEmpty() ? "" : suspects.get(0).name();
    return new Diagnosis(
        question.id(),
        suspects,
        heads.typer().type(question.rows(), first),
        CaseEncoder.encode(question.rows(), first).map(e -> similar(e, visible)).orElse(List.of()),
        question.summary());
  }

  /** The case as it is to be recalled now that somebody said who the culprit was. */
  static Case byCulprit(Case labelled) {
    Optional<Embedding> embedding =
        labelled
            .label()
            .filter(CaseLabel::failure)
            .flatMap(label -> CaseEncoder.encode(labelled.rows(), label.culprit()));
    return embedding.isEmpty()
        ? labelled
        : labelled.withObserved(new Observed(labelled.schema(), embedding, labelled.rows()));
  }

  private List<SimilarCase> similar(Embedding asked, Predicate<Case> visible) {
    Recall recall = new Recall(asked, CaseQuery.of(Case.Kind.RUNTIME).labelled(), visible, SIMILAR);
    return memory.recall(recall).stream().map(SimilarCase::of).toList();
  }
}
