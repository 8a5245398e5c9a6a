package io.faultlore.engine.memory;

import io.faultlore.engine.memory.Memory.Recalled;
import java.util.Optional;

/**
 * An earlier case that looks alike.
 *
 * @param similarity cosine, at most 1
 * @param type its labelled type, or the empty string
 * @param remedy what helped then, or the empty string
 */
public record SimilarCase(String caseId, double similarity, String type, String remedy) {
  /** What memory found, with what somebody said of it. */
  public static SimilarCase of(Recalled recalled) {
    Optional<CaseLabel> label = recalled.found().label();
    return new SimilarCase(
        recalled.found().id(),
        recalled.similarity(),
        label.map(CaseLabel::type).orElse(""),
        label.map(CaseLabel::remedy).orElse(""));
  }
}
