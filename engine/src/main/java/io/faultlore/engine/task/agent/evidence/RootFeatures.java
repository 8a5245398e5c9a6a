package io.faultlore.engine.task.agent.evidence;

import static io.faultlore.engine.task.agent.evidence.RootFeature.*;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.task.agent.evidence.StepView.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures all steps of an ended run for the root-cause head. */
final class RootFeatures {
  private static final Pattern CLAIMS =
      Pattern.compile(
          "(?i)\\b(?:the (?:final )?(?:answer|result|total|output) (?:is|was)|therefore|thus|conclude|in conclusion)\\b");
  private static final Pattern NO_OUTPUT = Pattern.compile("(?i)\\boutput:?\\s*$");
  private static final int ANSWER_CHARS_LEAST = 12;

  private final List<Seen> steps;
  private final float[][] rows;
  private final Set<String> answerItems;
  private final int answerAt;
  private final boolean[] failed;
  private final boolean[] tool;

  private RootFeatures(List<Seen> steps, List<EvidenceRow> online, String task) {
    this.steps = steps;
    this.rows = new float[steps.size()][];
    this.failed = new boolean[rows.length];
    this.tool = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOf(online.get(i).features(), StepFeature.COUNT + RootFeature.COUNT);
      tool[i] = steps.get(i).isTool();
      failed[i] = tool[i] && StepFeature.OBSERVED_FAILURE.holds(rows[i]);
    }
    this.answerAt = answerAt();
    this.answerItems = answerItems(task);
  }

  /** The online rows, each followed by its root-cause columns. */
  static List<float[]> measure(List<Seen> steps, List<EvidenceRow> online, String task) {
    RootFeatures run = new RootFeatures(steps, online, task);
    run.position();
    run.provenance();
    for (int i = 0; i + 1 < run.rows.length; i++) {
      run.next(i);
    }
    run.failures();
    run.sameAgentLater();
    run.firsts();
    return List.of(run.rows);
  }

  private void position() {
    int n = rows.length;
    boolean noTools = true;
    for (boolean one : tool) {
      noTools &= !one;
    }
    for (int i = 0; i < n; i++) {
      RELATIVE_POSITION.set(rows[i], n == 1 ? 0 : (double) i / (n - 1));
      FIRST.set(rows[i], i == 0);
      SECOND.set(rows[i], i == 1);
      THIRD.set(rows[i], i == 2);
      FOURTH.set(rows[i], i == 3);
      LAST.set(rows[i], i == n - 1);
      LAST_BUT_ONE.set(rows[i], i == n - 2);
      FIRST_WITHOUT_TOOLS.set(rows[i], noTools && i == 0);
      SECOND_WITHOUT_TOOLS.set(rows[i], noTools && i == 1);
      TOOL.set(rows[i], tool[i]);
      VERIFIER.set(rows[i], Patterns.VERIFIER.matcher(steps.get(i).agent()).find());
    }
  }

  /** The step that says the answer: the last one that speaks and says more than a farewell. */
  private int answerAt() {
    for (int i = rows.length - 1; i >= 0; i--) {
      String said = Patterns.FINAL_ANSWER.matcher(steps.get(i).output()).replaceAll("").strip();
      if (!tool[i] && said.length() >= ANSWER_CHARS_LEAST) {
        return i;
      }
    }
    return rows.length - 1;
  }

  private Set<String> answerItems(String task) {
    Set<String> items = new LinkedHashSet<>();
    if (answerAt >= 0) {
      items.addAll(steps.get(answerAt).numbers());
      items.addAll(steps.get(answerAt).names());
      items.removeAll(Texts.numbers(task));
      items.removeAll(Texts.names(task));
    }
    return items;
  }

  private void provenance() {
    if (answerAt < 0) {
      return;
    }
    Embedding answer = steps.get(answerAt).vector();
    Set<String> open = new HashSet<>(answerItems);
    double bestBefore = 0;
    for (int i = 0; i < rows.length; i++) {
      Seen step = steps.get(i);
      int held = 0;
      int first = 0;
      for (String item : answerItems) {
        if (step.numbers().contains(item) || step.names().contains(item)) {
          held++;
          first += open.remove(item) ? 1 : 0;
        }
      }
      double all = Math.max(1, answerItems.size());
      ANSWER_FIRST_SEEN.set(rows[i], Math.log1p(first));
      ANSWER_FIRST_SEEN_SHARE.set(rows[i], first / all);
      ANSWER_HELD_SHARE.set(rows[i], held / all);
      double like = step.vector().dot(answer);
      LIKE_ANSWER.set(rows[i], like);
      LIKE_ANSWER_GAIN.set(rows[i], like - bestBefore);
      bestBefore = Math.max(bestBefore, like);
    }
  }

  private void next(int i) {
    Seen next = steps.get(i + 1);
    float[] row = rows[i];
    boolean exitOk = tool[i + 1] && Patterns.SUCCESS_EXIT.matcher(next.output()).find();
    NEXT_IS_TOOL.set(row, tool[i + 1]);
    NEXT_EXIT_OK.set(row, exitOk);
    NEXT_FAILED.set(row, failed[i + 1]);
    NEXT_UNKNOWN_LANGUAGE.set(row, Patterns.UNKNOWN_LANGUAGE.matcher(next.output()).find());
    NEXT_EMPTY.set(row, tool[i + 1] && NO_OUTPUT.matcher(next.output()).find());
    NEXT_ERROR_WORDS.set(row, StepFeature.OUTPUT_ERROR_WORDS.of(rows[i + 1]));
    NEXT_APOLOGY.set(row, StepFeature.OUTPUT_APOLOGIES.of(rows[i + 1]));
    NEXT_SAME_AGENT.set(row, next.agent().equals(steps.get(i).agent()));
    LIKE_NEXT.set(row, steps.get(i).vector().dot(next.vector()));
  }

  private void failures() {
    int all = 0;
    for (boolean one : failed) {
      all += one ? 1 : 0;
    }
    int before = 0;
    for (int i = 0; i < rows.length; i++) {
      before += failed[i] ? 1 : 0;
      FAILED_BEFORE.set(rows[i], Math.log1p(before));
      FAILED_AFTER.set(rows[i], Math.log1p(all - before));
      boolean firstToFail = i + 1 < rows.length && failed[i + 1] && before == 0 && !failed[i];
      FIRST_FAILING_CODE.set(rows[i], firstToFail);
    }
  }

  private void sameAgentLater() {
    for (int i = 0; i < rows.length; i++) {
      List<Embedding> later = new ArrayList<>();
      for (int j = i + 1; j < rows.length; j++) {
        if (steps.get(j).agent().equals(steps.get(i).agent())) {
          later.add(steps.get(j).vector());
        }
      }
      OWN_LATER.set(rows[i], Math.log1p(later.size()));
      LIKE_OWN_LATER.set(
          rows[i], later.stream().mapToDouble(steps.get(i).vector()::dot).max().orElse(0));
    }
  }

  private void firsts() {
    boolean code = false;
    boolean claim = false;
    boolean speech = false;
    boolean placeholder = false;
    Set<String> speakers = new HashSet<>();
    for (int i = 0; i < rows.length; i++) {
      Seen step = steps.get(i);
      boolean hasCode = !tool[i] && StepFeature.CODE_BLOCKS.holds(rows[i]);
      Matcher claims = CLAIMS.matcher(step.output());
      boolean claimed = i > 0 && !tool[i] && claims.find();
      boolean placed = i > 0 && !tool[i] && StepFeature.OUTPUT_PLACEHOLDERS.holds(rows[i]);
      boolean newSpeaker = !tool[i] && speakers.add(step.agent());
      CODE.set(rows[i], hasCode);
      FIRST_CODE.set(rows[i], hasCode && !code);
      CLAIM.set(rows[i], claimed);
      FIRST_CLAIM.set(rows[i], claimed && !claim);
      FIRST_SPEECH.set(rows[i], i > 0 && !tool[i] && !speech);
      SECOND_SPEAKER.set(rows[i], newSpeaker && speakers.size() == 2);
      FIRST_PLACEHOLDER.set(rows[i], placed && !placeholder);
      code |= hasCode;
      claim |= claimed;
      speech |= i > 0 && !tool[i];
      placeholder |= placed;
    }
  }
}
