package io.faultlore.engine.slice;

/**
 * Which traces are read when more come than can be held. The choice hangs on the trace's id alone,
 * so that every span of a trace, from whichever service, meets the same fate; one of 1, 2, 4 ...
 * traces is kept, so that what is kept at a lower rate was kept at the higher as well.
 */
final class Sampling {
  /** Beyond this something other than speed fills the room. */
  static final int ONE_OF_MAX = 1_024;

  /** Traces are thinned out before new ones find no room. */
  private static final double FULL = .9;

  /** Twice as many still leave room: no going to and fro. */
  private static final double HALF_EMPTY = .3;

  private final int tracesMax;
  private int oneOf = 1;

  Sampling(int tracesMax) {
    this.tracesMax = tracesMax;
  }

  int oneOf() {
    return oneOf;
  }

  static boolean keeps(String traceId, int oneOf) {
    // Ids of random bits need no mixing, but not everybody's are random.
    long mixed = traceId.hashCode() * 0x9E3779B97F4A7C15L;
    return (mixed >>> 40 & (oneOf - 1)) == 0;
  }

  /** Whether only half of the traces are kept from now on. */
  boolean thinsOut(int open) {
    if (open < FULL * tracesMax || oneOf >= ONE_OF_MAX) {
      return false;
    }
    oneOf *= 2;
    return true;
  }

  void recovers(int open) {
    if (oneOf > 1 && open < HALF_EMPTY * tracesMax) {
      oneOf /= 2;
    }
  }
}
