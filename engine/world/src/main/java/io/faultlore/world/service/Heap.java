package io.faultlore.world.service;

/**
 * Memory of one process: what it keeps, and for languages with a collector the garbage on top, the
 * saw-tooth. Pauses grow with what is kept, collections come more often the less room is left, so
 * thrashing before the end needs no rule of its own.
 */
final class Heap {
  /** Above this share of the limit an allocation fails or the kernel kills. */
  private static final double FULL = .97;

  private final double max;
  private final double base;
  private final boolean collected;
  private double ballast;
  private double leaked;
  private double promoted;
  private double garbage;
  private long pausedUntil;
  private long collections;
  private double pauseNanos;

  Heap(double maxBytes, double baseShare, boolean collected) {
    this.max = maxBytes;
    this.base = baseShare * maxBytes;
    this.collected = collected;
  }

  /** Takes memory for a request that is thrown away afterwards, but for the leak. */
  void allocate(double bytes, double leak, long now) {
    leaked += leak;
    if (!collected) {
      return;
    }
    garbage += bytes;
    if (garbage > room()) {
      promoted += .03 * garbage;
      garbage = 0;
      boolean whole = kept() > .85 * max || promoted > .25 * max;
      double kept = kept() / max;
      // Near the limit a collection is tried more than once before giving up.
      double effort = kept > .9 ? 4 : 1;
      pause(whole ? 90e6 * kept * effort : 2e6 + 8e6 * kept, now);
      if (whole) {
        promoted = 0;
      }
    }
  }

  /** Takes a share of the limit away. */
  void ballast(double share) {
    ballast = Math.min(share * max, Math.max(0, .955 * max - base));
  }

  /** Nanoseconds for which the collector still stops everything. */
  long pauseLeft(long now) {
    return Math.max(0, pausedUntil - now);
  }

  boolean isFull() {
    return base + ballast + leaked > FULL * max;
  }

  private void pause(double nanos, long now) {
    pausedUntil = Math.max(pausedUntil, now) + (long) nanos;
    collections++;
    pauseNanos += nanos;
  }

  /** Room for garbage between two collections. */
  private double room() {
    return Math.max(.004 * max, .5 * (max - kept()) * (kept() > .9 * max ? .2 : 1));
  }

  private double kept() {
    return Math.min(max, base + ballast + leaked + promoted);
  }

  double max() {
    return max;
  }

  double used() {
    return Math.min(max, kept() + garbage);
  }

  double usedAfterCollection() {
    return kept();
  }

  long collections() {
    return collections;
  }

  double pauseSeconds() {
    return pauseNanos / 1e9;
  }
}
