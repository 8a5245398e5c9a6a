package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import io.faultlore.engine.task.agent.evidence.RunEvidence.Words;
import io.faultlore.engine.task.agent.learned.Lexicon.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How alike two steps are: the weighted mean of cosines over tokens 1, words of the output 1, words
 * of the input .5, text vectors .5 (centred), scaled features 1; after the run also the next step's
 * tokens .5, words .5, features 1. At most 1, and 1 for a step with itself.
 */
final class StepKernel {
  private final Lexicon lexicon;
  private final float[] centre;
  private final boolean afterRun;

  StepKernel(Lexicon lexicon, float[] centre, boolean afterRun) {
    this.lexicon = lexicon;
    this.centre = centre;
    this.afterRun = afterRun;
  }

  /** A step as the kernel compares it. */
  // Arrays of numbers; points are compared by the kernel only.
  @SuppressWarnings("ArrayRecordComponent")
  record Point(
      Reading now,
      float[] features,
      float[] vector,
      @Nullable Reading next,
      float[] nextFeatures) {}

  /** The mean of the vectors; empty when there is none. */
  static float[] centre(List<Embedding> vectors) {
    float[] mean = new float[vectors.isEmpty() ? 0 : vectors.getFirst().dimensions()];
    for (Embedding vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector.values()[i] / vectors.size();
      }
    }
    return mean;
  }

  /** A step whose run goes on. */
  Point point(EvidenceRow row, Words words, Embedding vector) {
    return point(lexicon.read(row.features(), words), null, vector);
  }

  /** A step of a run that is over. */
  Point point(RunEvidence run, int index, Embedding vector) {
    boolean follows = afterRun && index + 1 < run.size();
    return point(read(run, index), follows ? read(run, index + 1) : null, vector);
  }

  private Reading read(RunEvidence run, int index) {
    return lexicon.read(run.row(index).features(), run.words().get(index));
  }

  private Point point(Reading now, @Nullable Reading after, Embedding vector) {
    float[] centred = new float[centre.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = vector.values()[i] - centre[i];
    }
    return new Point(
        now,
        unit(now.scaled()),
        unit(centred),
        after,
        after == null ? new float[0] : unit(after.scaled()));
  }

  double of(Point a, Point b) {
    double sum =
        a.now.tokens().dot(b.now.tokens())
            + a.now.output().dot(b.now.output())
            + .5 * a.now.input().dot(b.now.input())
            + .5 * dot(a.vector, b.vector)
            + dot(a.features, b.features);
    double weights = 4;
    if (afterRun) {
      weights += 2;
      if (a.next != null && b.next != null) {
        sum +=
            .5 * a.next.tokens().dot(b.next.tokens())
                + .5 * a.next.output().dot(b.next.output())
                + dot(a.nextFeatures, b.nextFeatures);
      }
    }
    return sum / weights;
  }

  private static float[] unit(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float[] unit = new float[values.length];
    double norm = Math.sqrt(squares);
    for (int i = 0; i < unit.length && norm > 0; i++) {
      unit[i] = (float) (values[i] / norm);
    }
    return unit;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
