package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.EvidenceRow;
import java.util.List;
import java.util.Optional;

/**
 * The vector by which a case is recalled: the signs of its first suspect, and half as strong the
 * largest of each sign over all services, so that cases are alike when the same things happened,
 * wherever they did. Honest features, nothing trained.
 */
final class CaseEncoder {
  static final String MODEL = "signs-untrained." + 2 * Sign.COUNT;

  private CaseEncoder() {}

  static Optional<Embedding> encode(List<EvidenceRow> rows, String suspect) {
    float[] vector = new float[2 * Sign.COUNT];
    for (EvidenceRow row : rows) {
      for (int i = 0; i < Sign.COUNT; i++) {
        double value = Math.tanh(row.features()[i]);
        if (row.subject().equals(suspect) && Math.abs(value) > Math.abs(vector[i])) {
          vector[i] = (float) value;
        }
        int second = Sign.COUNT + i;
        if (Math.abs(value) / 2 > Math.abs(vector[second])) {
          vector[second] = (float) (value / 2);
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
