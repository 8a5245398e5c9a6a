package io.faultlore.engine.task.runtime;

import io.faultlore.engine.memory.EvidenceRow;
import java.util.List;

/** The direction of a service's signs in a case: the mean of its rows, large values squashed. */
final class Signature {
  private final double[] signs;

  private Signature(double[] signs) {
    this.signs = signs;
  }

  static Signature of(List<EvidenceRow> rows) {
    double[] signs = new double[Sign.COUNT];
    for (EvidenceRow row : rows) {
      for (int i = 0; i < signs.length; i++) {
        signs[i] += Math.tanh(row.features()[i]);
      }
    }
    return new Signature(signs);
  }

  /** The cosine, 0 when either shows no sign at all. */
  double similarity(Signature other) {
    double dot = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < signs.length; i++) {
      dot += signs[i] * other.signs[i];
      squares += signs[i] * signs[i];
      otherSquares += other.signs[i] * other.signs[i];
    }
    return squares == 0 || otherSquares == 0 ? 0 : dot / Math.sqrt(squares * otherSquares);
  }
}
