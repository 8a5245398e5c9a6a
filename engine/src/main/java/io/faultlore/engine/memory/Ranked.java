package io.faultlore.engine.memory;

import java.util.List;

/**
 * A name with its score; lists of these are in falling order of score.
 *
 * @param place where in what is named: an instance of a service; the empty string for all of it
 */
public record Ranked(String name, String place, double score) {
  public Ranked {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("score of " + name + " is " + score);
    }
  }

  public Ranked(String name, double score) {
    this(name, "", score);
  }

  /** The name of the first, or something else when there is none. */
  public static String first(List<Ranked> ranked, String otherwise) {
    return ranked.isEmpty() ? otherwise : ranked.getFirst().name;
  }

  /** The name, and the place in brackets where there is one. */
  public String text() {
    return place.isEmpty() ? name : name + " (" + place + ")";
  }
}
