package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.ExtraTrees;
import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.learn.SparseRow;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Steps that are known to fail or to be fine, as training rows. */
final class Sample {
  private static final double WORDS_C = 1;

  final float[][] features;
  final SparseRow[] words;
  final boolean[] failing;
  final int[] run;
  double[] treeScores = {};
  double[] wordScores = {};

  private Sample(float[][] features, SparseRow[] words, boolean[] failing, int[] run) {
    this.features = features;
    this.words = words;
    this.failing = failing;
    this.run = run;
  }

  /** Runs of one group (the same question, the same customer) get the same number. */
  static Sample of(List<RunEvidence> labelled, Lexicon lexicon) {
    Map<String, Integer> groups = new LinkedHashMap<>();
    List<float[]> features = new ArrayList<>();
    List<SparseRow> words = new ArrayList<>();
    List<Boolean> failing = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (RunEvidence evidence : labelled) {
      int number = groups.computeIfAbsent(evidence.run().id(), none -> groups.size());
      Set<Integer> marked = evidence.marks().keySet();
      for (int i = 0; i < evidence.size(); i++) {
        boolean known = marked.contains(i) || evidence.unmarkedIsNormal();
        if (known && !RunEvidence.structureOnly(evidence.row(i))) {
          float[] row = evidence.row(i).features();
          features.add(Lexicon.online(row));
          words.add(lexicon.joined(lexicon.read(row, evidence.words().get(i))));
          failing.add(marked.contains(i));
          run.add(number);
        }
      }
    }
    boolean[] flags = new boolean[failing.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = failing.get(i);
    }
    return new Sample(
        features.toArray(float[][]::new),
        words.toArray(SparseRow[]::new),
        flags,
        run.stream().mapToInt(Integer::intValue).toArray());
  }

  Sample where(IntPredicate runs) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (runs.test(run[i])) {
        chosen.add(i);
      }
    }
    boolean[] flags = new boolean[chosen.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = failing[chosen.get(i)];
    }
    return new Sample(
        chosen.stream().map(i -> features[i]).toArray(float[][]::new),
        chosen.stream().map(i -> words[i]).toArray(SparseRow[]::new),
        flags,
        chosen.stream().mapToInt(i -> run[i]).toArray());
  }

  /** Judged samples, one after the other. */
  static Sample join(List<Sample> parts) {
    boolean[] flags = new boolean[parts.stream().mapToInt(Sample::size).sum()];
    Sample joined =
        new Sample(
            parts.stream()
                .flatMap(p -> java.util.Arrays.stream(p.features))
                .toArray(float[][]::new),
            parts.stream().flatMap(p -> java.util.Arrays.stream(p.words)).toArray(SparseRow[]::new),
            flags,
            parts.stream().flatMapToInt(p -> java.util.Arrays.stream(p.run)).toArray());
    int next = 0;
    for (Sample part : parts) {
      System.arraycopy(part.failing, 0, flags, next, part.size());
      next += part.size();
    }
    joined.treeScores =
        parts.stream().flatMapToDouble(p -> java.util.Arrays.stream(p.treeScores)).toArray();
    joined.wordScores =
        parts.stream().flatMapToDouble(p -> java.util.Arrays.stream(p.wordScores)).toArray();
    return joined;
  }

  int size() {
    return failing.length;
  }

  int positives() {
    int positives = 0;
    for (boolean one : failing) {
      positives += one ? 1 : 0;
    }
    return positives;
  }

  Set<Integer> runs() {
    Set<Integer> runs = new TreeSet<>();
    for (int one : run) {
      runs.add(one);
    }
    return runs;
  }

  double[] ruleScores() {
    double[] scores = new double[size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = StepFeature.RULES.of(features[i]);
    }
    return scores;
  }

  ExtraTrees growTrees(ExtraTrees.Options options, long seed) {
    int[] classes = new int[size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = failing[i] ? 1 : 0;
    }
    return ExtraTrees.fit(features, classes, 2, options, seed);
  }

  LogisticRegression fitWords(Lexicon lexicon) {
    return LogisticRegression.fit(List.of(words), failing, lexicon.joinedWidth(), WORDS_C);
  }

  /** Scores this sample with models that have not seen it. */
  void judge(ExtraTrees trees, LogisticRegression linear) {
    treeScores = new double[size()];
    wordScores = new double[size()];
    for (int i = 0; i < size(); i++) {
      treeScores[i] = trees.probability(features[i])[1];
      wordScores[i] = linear.score(words[i]);
    }
  }
}
