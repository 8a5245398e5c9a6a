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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No phrase marks a failure: a bag of words that has seen failing steps in one half of the wordings
 * does not know them in the other half.
 */
class BagOfWordsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  static final Wording A = Wording.valueOf(System.getProperty("a", "FIRST_HALF"));
  static final Wording B = Wording.valueOf(System.getProperty("b", "SECOND_HALF"));
  private static final int RUNS = 600;
  private static final int WORDS = 600;
  private static final double AUROC_MAX = .70;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

  /** Modes whose evidence lies in what a step is compared with, not in the step. */
  private static final List<FailureMode> RELATIONAL = List.of(FailureMode.values());

  private record Document(List<String> words, boolean failing, Step.Kind kind, String type) {}

  @Test
  void wordsDoNotTellFailingSteps() {
    List<Document> seen = documents(A, 1);
    List<Document> unseen = documents(B, 2);
    TfIdf words = TfIdf.fit(seen.stream().map(Document::words).toList(), WORDS, 3);
    boolean[] failing = new boolean[seen.size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = seen.get(i).failing();
    }
    List<SparseRow> rows = seen.stream().map(d -> words.row(d.words())).toList();
    LogisticRegression model = LogisticRegression.fit(rows, failing, words.width(), 1);
    List<double[]> scored = new ArrayList<>();
    List<double[]> known = new ArrayList<>();
    Map<String, List<double[]>> byType = new TreeMap<>();
    Map<Step.Kind, List<double[]>> byKind = new TreeMap<>();
    for (Document d : unseen) {
      double[] row = {model.score(words.row(d.words())), d.failing() ? 1 : 0};
      scored.add(row);
      byType.computeIfAbsent(d.type(), _ -> new ArrayList<>()).add(row);
      byKind.computeIfAbsent(d.kind(), _ -> new ArrayList<>()).add(row);
    }
    for (int i = 0; i < rows.size(); i++) {
      known.add(new double[] {model.score(rows.get(i)), failing[i] ? 1 : 0});
    }
    double auroc = auroc(scored);
    System.out.printf(
        "unseen %.3f seen %.3f positives %.3f%n",
        auroc, auroc(known), scored.stream().mapToDouble(r -> r[1]).average().orElse(0));
    byKind.forEach((k, v) -> System.out.printf("kind %s %.3f n %d%n", k, auroc(v), v.size()));
    List<double[]> none = byType.remove("");
    byType.forEach(
        (k, v) -> {
          List<double[]> two = new ArrayList<>(v);
          two.addAll(none);
          System.out.printf("type %s %.3f n %d%n", k, auroc(two), v.size());
        });
    assertTrue(auroc < AUROC_MAX, "AUROC " + auroc);
  }

  private static List<Document> documents(Wording wording, long seed) {
    AgentPlan plan =
        AgentPlan.defaults()
            .withTeams(20)
            .withFailingShare(.4)
            .withModes(RELATIONAL)
            .withWording(wording);
    Runs runs = new Runs(plan, seed);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Runs.Played played = runs.ordinary(i, START);
      Map<String, String> failing = new HashMap<>();
      for (Recorder.Judged judged : played.recording().labels()) {
        if (judged.label() instanceof Label.Step step) {
          failing.put(step.spanId(), step.type());
        }
      }
      StepTracker tracker = new StepTracker(StepConfig.defaults());
      List<AgentEvent> events = new ArrayList<>();
      for (Span span : played.recording().spans()) {
        events.addAll(tracker.accept(span));
      }
      for (AgentEvent event : events) {
        if (event instanceof AgentEvent.StepEnded(Step step)) {
          if (step.kind() != Step.Kind.LLM) {
            continue;
          }
          String type = failing.getOrDefault(step.spanId(), "");
          documents.add(new Document(words(step.text()), !type.isEmpty(), step.kind(), type));
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
  private static double auroc(List<double[]> scored) {
    List<double[]> ordered = new ArrayList<>(scored);
    ordered.sort(Comparator.comparingDouble(row -> row[0]));
    double ranks = 0;
    double positives = 0;
    for (int i = 0; i < ordered.size(); ) {
      int end = i;
      while (end < ordered.size() && ordered.get(end)[0] == ordered.get(i)[0]) {
        end++;
      }
      for (int j = i; j < end; j++) {
        ranks += ordered.get(j)[1] * ((i + end + 1) / 2.0);
        positives += ordered.get(j)[1];
      }
      i = end;
    }
    double negatives = ordered.size() - positives;
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
