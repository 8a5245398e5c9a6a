package io.faultlore.engine.memory;

/** A name with its score; lists of these are in falling order of score. */
public record Ranked(String name, double score) {
  public Ranked {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("score of " + name + " is " + score);
    }
  }
}
