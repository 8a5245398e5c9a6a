package io.faultlore.engine.task.agent.evidence;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.memory.EvidenceRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A remembered run with its texts taken apart once, as the learned heads read it. */
public record RunEvidence(Case run, List<Words> words) {
  /** Tells models that nothing but structure was captured of a step. */
  private static final String NO_CONTENT = "CONTENT=no";

  /** The words of one row: bounded tokens, words of the output, words of the input's end. */
  public record Words(List<String> tokens, List<String> output, List<String> input) {
    /** Whose step it is, as its own span tells. */
    public String agent() {
      return Scaffold.agent(tokens);
    }
  }

  public static RunEvidence of(Case run) {
    List<Words> words = new ArrayList<>(run.rows().size());
    for (EvidenceRow row : run.rows()) {
      words.add(words(row));
    }
    return new RunEvidence(run, words);
  }

  public static Words words(EvidenceRow row) {
    List<String> tokens = new ArrayList<>(row.tokens());
    if (structureOnly(row)) {
      tokens.add(NO_CONTENT);
    }
    return new Words(tokens, Texts.words(row.text()), Texts.words(row.input()));
  }

  public static boolean structureOnly(EvidenceRow row) {
    return row.act().filter(act -> !act.content()).isPresent();
  }

  public int size() {
    return run.rows().size();
  }

  public EvidenceRow row(int index) {
    return run.rows().get(index);
  }

  /** What was measured on a step once the run was over. */
  public float[] rootFeatures(int index) {
    return Arrays.copyOfRange(
        row(index).features(), StepFeature.COUNT, StepFeature.COUNT + RootFeature.COUNT);
  }

  public int indexOf(String spanId) {
    for (int i = 0; i < size(); i++) {
      if (row(i).subject().equals(spanId)) {
        return i;
      }
    }
    return -1;
  }

  /** The marks of each marked step that this run holds, in the order of the steps. */
  public Map<Integer, List<StepMark>> marks() {
    Map<String, List<StepMark>> bySpan = new LinkedHashMap<>();
    run.label()
        .map(CaseLabel::marks)
        .orElse(List.of())
        .forEach(
            mark -> bySpan.computeIfAbsent(mark.spanId(), none -> new ArrayList<>()).add(mark));
    Map<Integer, List<StepMark>> byIndex = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      List<StepMark> marks = bySpan.get(row(i).subject());
      if (marks != null) {
        byIndex.put(i, marks);
      }
    }
    return byIndex;
  }

  /** Whether a step without a mark is known to be fine. */
  public boolean unmarkedIsNormal() {
    return run.label().map(label -> label.exhaustive() || !label.failure()).orElse(false);
  }
}
