package io.faultlore.engine.slice;

import java.util.function.LongSupplier;

/** A bounded set of names in use; what it has no room for is called {@link #OTHER}, and counted. */
final class Vocabulary<T> {
  static final String OTHER = "(other)";

  private final Recent<T, T> known;

  Vocabulary(int max, LongSupplier clock, Drops drops, Drops.Reason reason) {
    this.known = new Recent<>(max, clock, drops, reason);
  }

  /** Whether the name is known or there is room for it. */
  boolean admits(T name) {
    return known.of(name, name2 -> name2) != null;
  }

  double fill() {
    return known.fill();
  }
}
