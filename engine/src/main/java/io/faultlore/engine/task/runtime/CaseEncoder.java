package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.EvidenceRow;
import java.util.List;
import java.util.Optional;

/**
 * The vector by which a case is recalled: the mean of its culprit's signs, large values squashed,
 * so that cases are alike when the same things happened, wherever they did. Honest features,
 * nothing trained. Until somebody says who the culprit was, the first suspect stands for it.
 */
final class CaseEncoder {
  static final String MODEL = "signs-untrained-2." + Sign.COUNT;

  private CaseEncoder() {}

  static Optional<Embedding> encode(List<EvidenceRow> rows, String culprit) {
    float[] vector = new float[Sign.COUNT];
    for (EvidenceRow row : rows) {
      if (Ranker.isAbout(row, culprit)) {
        for (int i = 0; i < vector.length; i++) {
          vector[i] += (float) Math.tanh(row.features()[i]);
        }
      }
    }
    double length = 0;
    for (float value : vector) {
      length += value * value;
    }
    if (length == 0) {
      return Optional.empty();
    }
    float scale = (float) (1 / Math.sqrt(length));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return Optional.of(new Embedding(vector, MODEL));
  }
}
