package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.function.Predicate;

/**
 * A question to memory: which cases are most similar to this vector?
 *
 * @param among the cases that are compared
 * @param visible a further condition, for instance "is not withheld"; cases are decoded to test it
 * @param limit number of answers wanted, 1 to 1000
 */
public record Recall(Embedding embedding, CaseQuery among, Predicate<Case> visible, int limit) {
  public Recall {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is " + limit + ", allowed are 1 to 1000");
    }
  }
}
