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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No phrase marks a failure: a bag of words that has learned failing steps in one half of the
 * wordings does not know them in the other half. All modes take part, since the evidence of each is
 * a relation: of a step to earlier ones, to a tool's result, to the question or to its own call.
 */
class BagOfWordsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int RUNS = 180;
  private static final int WORDS = 600;
  private static final double AUROC_MAX = .70;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

  private record Document(List<String> words, boolean failing, Step.Kind kind) {}

  private record Scored(Document document, double score) {}

  @Test
  void wordsDoNotTellFailingSteps() {
    List<Document> learned = documents(Wording.FIRST_HALF, 1);
    TfIdf words = TfIdf.fit(learned.stream().map(Document::words).toList(), WORDS, 3);
    LogisticRegression model = fit(learned, words);
    List<Scored> known = score(learned, words, model);
    List<Scored> others = score(documents(Wording.SECOND_HALF, 2), words, model);

    double fit = auroc(known, _ -> true);
    double all = auroc(others, _ -> true);
    double spoken = auroc(others, document -> document.kind() == Step.Kind.LLM);
    System.out.printf(
        Locale.ROOT,
        "bag of words: learned wordings %.3f, other wordings %.3f, model calls alone %.3f%n",
        fit,
        all,
        spoken);
    assertTrue(fit > AUROC_MAX, "it learns something");
    assertTrue(all < AUROC_MAX, "all steps: " + all);
    assertTrue(spoken < AUROC_MAX, "model calls: " + spoken);
  }

  private static LogisticRegression fit(List<Document> documents, TfIdf words) {
    boolean[] failing = new boolean[documents.size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = documents.get(i).failing();
    }
    List<SparseRow> rows = documents.stream().map(d -> words.row(d.words())).toList();
    return LogisticRegression.fit(rows, failing, words.width(), 1);
  }

  private static List<Scored> score(
      List<Document> documents, TfIdf words, LogisticRegression model) {
    return documents.stream()
        .map(document -> new Scored(document, model.score(words.row(document.words()))))
        .toList();
  }

  private static List<Document> documents(Wording wording, long seed) {
    AgentPlan plan = AgentPlan.defaults().withTeams(20).withFailingShare(.4).withWording(wording);
    Runs runs = new Runs(plan, seed);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Recorder.Recording recording = runs.ordinary(i, START).recording();
      Set<String> failing = new HashSet<>();
      for (Recorder.Judged judged : recording.labels()) {
        if (judged.label() instanceof Label.Step step) {
          failing.add(step.spanId());
        }
      }
      StepTracker tracker = new StepTracker(StepConfig.defaults());
      for (Span span : recording.spans()) {
        for (AgentEvent event : tracker.accept(span)) {
          if (event instanceof AgentEvent.StepEnded(Step step)) {
            boolean wrong = failing.contains(step.spanId());
            documents.add(new Document(words(step.text()), wrong, step.kind()));
          }
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

  /** Chance that a failing step scores above another one (Mann and Whitney), ties count half. */
  private static double auroc(List<Scored> scored, Predicate<Document> which) {
    List<Scored> ordered =
        scored.stream()
            .filter(one -> which.test(one.document()))
            .sorted(Comparator.comparingDouble(Scored::score))
            .toList();
    double ranks = 0;
    double positives = 0;
    for (int i = 0; i < ordered.size(); ) {
      int end = i;
      while (end < ordered.size() && ordered.get(end).score() == ordered.get(i).score()) {
        end++;
      }
      for (Scored tied : ordered.subList(i, end)) {
        if (tied.document().failing()) {
          ranks += (i + end + 1) / 2.0;
          positives++;
        }
      }
      i = end;
    }
    double negatives = ordered.size() - positives;
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
