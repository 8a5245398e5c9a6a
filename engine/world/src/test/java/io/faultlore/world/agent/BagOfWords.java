package io.faultlore.world.agent;

import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.learn.SparseRow;
import io.faultlore.engine.learn.TfIdf;
import java.util.List;
import java.util.function.Predicate;

/** A reader that knows words and nothing else. */
final class BagOfWords {
  private static final int WORDS = 600;
  private static final int DOCUMENTS_MIN = 3;

  private final TfIdf words;
  private final LogisticRegression model;

  private BagOfWords(TfIdf words, LogisticRegression model) {
    this.words = words;
    this.model = model;
  }

  static BagOfWords fit(List<WordedStep> steps, Predicate<WordedStep> isPositive) {
    TfIdf words = TfIdf.fit(steps.stream().map(WordedStep::words).toList(), WORDS, DOCUMENTS_MIN);
    boolean[] positive = new boolean[steps.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = isPositive.test(steps.get(i));
    }
    List<SparseRow> rows = steps.stream().map(step -> words.row(step.words())).toList();
    return new BagOfWords(words, LogisticRegression.fit(rows, positive, words.width(), 1));
  }

  double score(WordedStep step) {
    return model.score(words.row(step.words()));
  }

  Ranking<WordedStep> rank(List<WordedStep> steps) {
    return new Ranking<>(
        steps.stream().map(step -> new Ranking.Scored<>(step, score(step))).toList());
  }
}
