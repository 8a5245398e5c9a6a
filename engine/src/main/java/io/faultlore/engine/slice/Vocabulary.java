package io.faultlore.engine.slice;

import java.util.HashSet;
import java.util.Set;

/** A bounded set of names; what comes after it is full is called {@link #OTHER}, and counted. */
final class Vocabulary<T> {
  static final String OTHER = "(other)";

  private final int max;
  private final Drops drops;
  private final Drops.Reason reason;
  private final Set<T> known = new HashSet<>();

  Vocabulary(int max, Drops drops, Drops.Reason reason) {
    this.max = max;
    this.drops = drops;
    this.reason = reason;
  }

  /** Whether the name is known or there is still room for it. */
  boolean admits(T name) {
    if (known.contains(name)) {
      return true;
    }
    if (known.size() >= max) {
      drops.count(reason);
      return false;
    }
    return known.add(name);
  }

  int size() {
    return known.size();
  }

  double fill() {
    return (double) known.size() / max;
  }
}
