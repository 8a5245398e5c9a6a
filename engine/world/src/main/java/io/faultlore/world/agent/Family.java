package io.faultlore.world.agent;

import java.util.Locale;

/** The families of tasks, each over a made-up world of its own. */
public enum Family {
  ORDERS,
  FILES,
  TABLES,
  TESTS,
  SEARCH;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A world as it is now, or as it was before its latest numbers; the same seed gives the same
   * things.
   */
  Sandbox open(long seed, boolean now) {
    return switch (this) {
      case ORDERS -> new OrderWorld(seed, now);
      case FILES -> new FileWorld(seed, now);
      case TABLES -> new TableWorld(seed, now);
      case TESTS -> new TestWorld(seed, now);
      case SEARCH -> new SearchWorld(seed, now);
    };
  }
}
