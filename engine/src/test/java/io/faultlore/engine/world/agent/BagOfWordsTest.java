package io.faultlore.engine.world.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.learn.LogisticRegression;
import io.faultlore.engine.learn.SparseRow;
import io.faultlore.engine.learn.TfIdf;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.StepTracker;
import io.faultlore.engine.world.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No phrase marks a failure: a bag of words that has learned failing steps in one half of the
 * wordings does not know them in the other half. All modes take part, since the evidence of each is
 * a relation: of a step to earlier ones, to a tool's result, to the question or to its own call. A
 * reader of relations does find them.
 */
class BagOfWordsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int WORLDS = 4;
  private static final int RUNS_OF_MODE = 24;

  /** Six in ten runs are healthy. */
  private static final int HEALTHY_RUNS = RUNS_OF_MODE * FailureMode.values().length * 3 / 2;

  private static final int WORDS = 600;
  private static final double AUROC_MAX = .70;
  private static final double RELATIONS_MIN = .80;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

  /**
   * A step.
   *
   * @param mode the mistake of its run, if any
   */
  private record Document(
      List<String> words, boolean failing, Step.Kind kind, Optional<FailureMode> mode) {
    boolean counts(FailureMode asked) {
      return !failing || mode.equals(Optional.of(asked));
    }
  }

  @Test
  void wordsDoNotTellFailingSteps() {
    Map<FailureMode, DoubleSummaryStatistics> steps = new EnumMap<>(FailureMode.class);
    Map<FailureMode, DoubleSummaryStatistics> spoken = new EnumMap<>(FailureMode.class);
    DoubleSummaryStatistics known = new DoubleSummaryStatistics();
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (int world = 0; world < WORLDS; world++) {
      List<Document> learned = documents(Wording.FIRST_HALF, 1 + 2L * world);
      List<Document> others = documents(Wording.SECOND_HALF, 2 + 2L * world);
      TfIdf words = TfIdf.fit(learned.stream().map(Document::words).toList(), WORDS, 3);
      LogisticRegression model = fit(learned, words);
      Ranking<Document> otherWords = score(others, words, model);
      known.accept(score(learned, words, model).auroc(_ -> true, Document::failing));
      all.accept(otherWords.auroc(_ -> true, Document::failing));
      for (FailureMode mode : FailureMode.values()) {
        statistics(steps, mode)
            .accept(otherWords.auroc(document -> document.counts(mode), Document::failing));
        statistics(spoken, mode)
            .accept(
                otherWords.auroc(
                    document -> document.kind() == Step.Kind.LLM && document.counts(mode),
                    Document::failing));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "bag of words: learned wordings %.3f, other wordings %.3f%n",
        known.getAverage(),
        all.getAverage());
    for (FailureMode mode : FailureMode.values()) {
      System.out.printf(
          Locale.ROOT,
          "  %-26s steps %s, model calls alone %s%n",
          mode.word(),
          shown(statistics(steps, mode)),
          shown(statistics(spoken, mode)));
    }
    assertTrue(known.getAverage() > AUROC_MAX, "it learns something");
    for (FailureMode mode : FailureMode.values()) {
      assertTrue(statistics(steps, mode).getAverage() < AUROC_MAX, mode.word());
      assertTrue(statistics(spoken, mode).getAverage() < AUROC_MAX, mode.word() + ", model calls");
    }
  }

  @Test
  void relationsTellFailingSteps() {
    Runs usual = new Runs(AgentPlan.defaults().withTeams(20).withFailingShare(0), 31);
    Relations relations = new Relations();
    for (int i = 0; i < 4 * HEALTHY_RUNS; i++) {
      Runs.Played played = usual.ordinary(i, START);
      Transcript transcript = played.transcript();
      relations.learn(group(played), transcript.question(), transcript.happenings());
    }
    List<Ranking.Scored<Boolean>> healthy = new ArrayList<>();
    for (int i = 4 * HEALTHY_RUNS; i < 5 * HEALTHY_RUNS; i++) {
      healthy.addAll(read(usual.ordinary(i, START), relations));
    }
    Map<FailureMode, Double> reached = new EnumMap<>(FailureMode.class);
    for (FailureMode mode : FailureMode.values()) {
      Runs runs = new Runs(plan(Wording.ALL).withFailingShare(1).withModes(List.of(mode)), 32);
      List<Ranking.Scored<Boolean>> both = new ArrayList<>(healthy);
      for (int i = 0; i < 2 * RUNS_OF_MODE; i++) {
        worst(read(runs.ordinary(i, START), relations)).ifPresent(both::add);
      }
      double auroc = new Ranking<>(both).auroc(_ -> true, wrong -> wrong);
      System.out.printf(Locale.ROOT, "relations: %-26s %.3f%n", mode.word(), auroc);
      reached.put(mode, auroc);
    }
    reached.forEach((mode, auroc) -> assertTrue(auroc > RELATIONS_MIN, mode.word() + ": " + auroc));
  }

  /** The mistake, seen at its own step or at the next one that follows from it. */
  private static Optional<Ranking.Scored<Boolean>> worst(List<Ranking.Scored<Boolean>> read) {
    return read.stream()
        .filter(Ranking.Scored::of)
        .limit(2)
        .max(Comparator.comparingDouble(Ranking.Scored::score));
  }

  /** The run's model calls, and whether each is wrong. */
  private static List<Ranking.Scored<Boolean>> read(Runs.Played played, Relations relations) {
    Transcript transcript = played.transcript();
    List<Integer> broken =
        relations.broken(group(played), transcript.question(), transcript.happenings());
    List<Happening.Said> calls =
        transcript.happenings().stream()
            .filter(Happening.Said.class::isInstance)
            .map(Happening.Said.class::cast)
            .toList();
    List<Ranking.Scored<Boolean>> scored = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      boolean wrong = calls.get(i).blame() != Happening.Blame.NONE;
      scored.add(new Ranking.Scored<>(wrong, broken.get(i)));
    }
    return scored;
  }

  private static String group(Runs.Played played) {
    return played.recording().labels().stream()
        .map(Recorder.Judged::label)
        .filter(Label.Run.class::isInstance)
        .map(label -> ((Label.Run) label).group())
        .findFirst()
        .orElseThrow();
  }

  private static DoubleSummaryStatistics statistics(
      Map<FailureMode, DoubleSummaryStatistics> of, FailureMode mode) {
    return of.computeIfAbsent(mode, _ -> new DoubleSummaryStatistics());
  }

  private static String shown(DoubleSummaryStatistics values) {
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", values.getAverage(), values.getMin(), values.getMax());
  }

  private static LogisticRegression fit(List<Document> documents, TfIdf words) {
    boolean[] failing = new boolean[documents.size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = documents.get(i).failing();
    }
    List<SparseRow> rows = documents.stream().map(d -> words.row(d.words())).toList();
    return LogisticRegression.fit(rows, failing, words.width(), 1);
  }

  private static Ranking<Document> score(
      List<Document> documents, TfIdf words, LogisticRegression model) {
    return new Ranking<>(
        documents.stream()
            .map(one -> new Ranking.Scored<>(one, model.score(words.row(one.words()))))
            .toList());
  }

  private static AgentPlan plan(Wording wording) {
    return AgentPlan.defaults().withTeams(20).withWording(wording);
  }

  private static List<Document> documents(Wording wording, long seed) {
    List<Document> documents = new ArrayList<>();
    Runs healthy = new Runs(plan(wording).withFailingShare(0), seed);
    for (int i = 0; i < HEALTHY_RUNS; i++) {
      documents.addAll(documents(healthy.ordinary(i, START).recording(), Optional.empty()));
    }
    long number = HEALTHY_RUNS;
    for (FailureMode mode : FailureMode.values()) {
      Runs runs = new Runs(plan(wording).withFailingShare(1).withModes(List.of(mode)), seed);
      for (int i = 0; i < RUNS_OF_MODE; i++) {
        // Numbers go on, or every mode would strike in the same runs.
        number++;
        documents.addAll(documents(runs.ordinary(number, START).recording(), Optional.of(mode)));
      }
    }
    return documents;
  }

  private static List<Document> documents(
      Recorder.Recording recording, Optional<FailureMode> mode) {
    Set<String> failing = new HashSet<>();
    for (Recorder.Judged judged : recording.labels()) {
      if (judged.label() instanceof Label.Step step) {
        failing.add(step.spanId());
      }
    }
    List<Document> documents = new ArrayList<>();
    StepTracker tracker = new StepTracker(StepConfig.defaults());
    for (Span span : recording.spans()) {
      for (AgentEvent event : tracker.accept(span)) {
        if (event instanceof AgentEvent.StepEnded(Step step)) {
          boolean wrong = failing.contains(step.spanId());
          documents.add(new Document(words(step.text()), wrong, step.kind(), mode));
        }
      }
    }
    return documents;
  }

  private static List<String> words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() > 1)
        .toList();
  }
}
