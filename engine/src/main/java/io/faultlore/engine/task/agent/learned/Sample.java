package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.learn.SparseRow;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Steps that are known to fail or to be fine, as training rows. */
record Sample(List<Row> rows) {
  private static final double WORDS_C = 1;

  /**
   * A step.
   *
   * @param run numbers the run that it is of
   * @param agent whose step it is
   */
  // Numbers to learn from; rows are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Row(float[] features, SparseRow words, boolean failing, int run, String agent) {}

  /** What models say of a step that they have not seen, and the rules. */
  record Scores(double trees, double words, double rules, Row of) {}

  static Sample of(List<RunEvidence> labelled, Lexicon lexicon) {
    List<Row> rows = new ArrayList<>();
    for (int run = 0; run < labelled.size(); run++) {
      RunEvidence evidence = labelled.get(run);
      Set<Integer> marked = evidence.marks().keySet();
      for (int i = 0; i < evidence.size(); i++) {
        boolean known = marked.contains(i) || evidence.unmarkedIsNormal();
        if (known && !RunEvidence.structureOnly(evidence.row(i))) {
          float[] features = evidence.row(i).features();
          Words read = evidence.words().get(i);
          SparseRow words = lexicon.joined(lexicon.read(features, read));
          boolean failing = marked.contains(i);
          rows.add(new Row(Lexicon.online(features), words, failing, run, read.agent()));
        }
      }
    }
    return new Sample(rows);
  }

  Sample where(IntPredicate runs) {
    return new Sample(rows.stream().filter(row -> runs.test(row.run)).toList());
  }

  int size() {
    return rows.size();
  }

  int positives() {
    return (int) rows.stream().filter(Row::failing).count();
  }

  int runs() {
    return (int) rows.stream().mapToInt(Row::run).distinct().count();
  }

  ExtraTrees growTrees(ExtraTrees.Options options, long seed) {
    float[][] features = rows.stream().map(Row::features).toArray(float[][]::new);
    int[] classes = rows.stream().mapToInt(row -> row.failing ? 1 : 0).toArray();
    return ExtraTrees.fit(features, classes, 2, options, seed);
  }

  LogisticRegression fitWords(Lexicon lexicon) {
    boolean[] failing = new boolean[size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = rows.get(i).failing;
    }
    List<SparseRow> words = rows.stream().map(Row::words).toList();
    return LogisticRegression.fit(words, failing, lexicon.joinedWidth(), WORDS_C);
  }

  /** Scores by models that have not seen these steps. */
  List<Scores> judge(ExtraTrees trees, LogisticRegression linear) {
    return rows.stream()
        .map(
            row ->
                new Scores(
                    trees.probability(row.features)[1],
                    linear.score(row.words),
                    StepFeature.RULES.of(row.features),
                    row))
        .toList();
  }
}
