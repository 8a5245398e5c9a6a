package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A question to memory: which cases are most similar to this vector?
 *
 * @param scope only cases of this scope; {@code null} is not allowed, use {@link #ANY_SCOPE}
 * @param visible a further condition on the case, for instance "is labelled" or "is not withheld"
 * @param limit number of answers wanted, 1 to 1000
 */
public record Recall(
    Embedding embedding, Set<Case.Kind> kinds, String scope, Predicate<Case> visible, int limit) {
  public static final String ANY_SCOPE = "*";

  public Recall {
    kinds = Set.copyOf(kinds);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is " + limit + ", allowed are 1 to 1000");
    }
  }
}
