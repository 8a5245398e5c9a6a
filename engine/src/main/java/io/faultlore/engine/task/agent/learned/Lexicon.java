package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.Scaler;
import io.faultlore.engine.learn.SparseRow;
import io.faultlore.engine.learn.TfIdf;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The vocabulary and the scales of one system, from its labelled runs. */
record Lexicon(TfIdf tokens, TfIdf output, TfIdf input, Scaler scaler) {
  private static final int TOKENS = 200;
  private static final int OUTPUT_WORDS = 350;
  private static final int INPUT_WORDS = 120;
  private static final int LEAST = 2;
  private static final double CLIP = 3;

  static Lexicon of(List<RunEvidence> runs) {
    List<List<String>> tokens = new ArrayList<>();
    List<List<String>> output = new ArrayList<>();
    List<List<String>> input = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (RunEvidence run : runs) {
      for (int i = 0; i < run.size(); i++) {
        Words words = run.words().get(i);
        tokens.add(words.tokens());
        output.add(words.output());
        input.add(words.input());
        rows.add(online(run.row(i).features()));
      }
    }
    return new Lexicon(
        TfIdf.fit(tokens, TOKENS, LEAST),
        TfIdf.fit(output, OUTPUT_WORDS, LEAST),
        TfIdf.fit(input, INPUT_WORDS, LEAST),
        Scaler.fit(rows, StepFeature.COUNT));
  }

  /** A step as sparse rows and scaled features. */
  // An array of numbers for kernels; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Reading(SparseRow tokens, SparseRow output, SparseRow input, float[] scaled) {}

  Reading read(float[] features, Words words) {
    return new Reading(
        tokens.row(words.tokens()),
        output.row(words.output()),
        input.row(words.input()),
        scaler.apply(online(features), CLIP));
  }

  /** Tokens and words side by side, for the linear model. */
  SparseRow joined(Reading reading) {
    return reading
        .tokens()
        .join(reading.output(), tokens.width(), 1)
        .join(reading.input(), tokens.width() + output.width(), .5);
  }

  int joinedWidth() {
    return tokens.width() + output.width() + input.width();
  }

  static float[] online(float[] features) {
    return features.length == StepFeature.COUNT
        ? features
        : Arrays.copyOf(features, StepFeature.COUNT);
  }
}
