package io.faultlore.engine.encode;

import java.util.LinkedHashMap;
import java.util.function.Function;

/** What was worked out about the names that were asked for last. */
final class Known<T> {
  private final int max;
  private final Function<String, T> workOut;
  // Access order, so that the name unused for longest makes room.
  private final LinkedHashMap<String, T> byName = new LinkedHashMap<>(64, .75f, true);

  Known(int max, Function<String, T> workOut) {
    this.max = max;
    this.workOut = workOut;
  }

  T of(String name) {
    T known = byName.get(name);
    if (known == null) {
      known = workOut.apply(name);
      if (byName.size() == max) {
        byName.remove(byName.firstEntry().getKey());
      }
      byName.put(name, known);
    }
    return known;
  }

  double fill() {
    return (double) byName.size() / max;
  }
}
