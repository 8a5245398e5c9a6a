package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;

/** How much of what it is asked for a cache has, in relation to one that has been filled. */
final class Warmth {
  /** Misses after which an empty cache has 1 - 1/e of what it will have. */
  private static final double FILLED_AFTER = 1_500;

  private double share = 1;
  private double most = 1;

  /**
   * Whether a cache has what is asked for. A miss fills it.
   *
   * @param ratio of hits when it is warm
   */
  boolean hits(double ratio, Draw draw) {
    boolean hit = draw.chance(ratio * share());
    if (!hit) {
      share += (1 - share) / FILLED_AFTER;
    }
    return hit;
  }

  /** 0 (empty) to 1. */
  double share() {
    return Math.min(most, share);
  }

  /** One of so many instances began with nothing in its memory. */
  void coolDown(int instances) {
    share *= 1 - 1.0 / instances;
  }

  void flush() {
    share = 0;
  }

  /** It cannot keep more than this share; 1 when healthy. */
  void keepAtMost(double share) {
    most = share;
  }
}
