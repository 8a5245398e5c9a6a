package io.faultlore.engine.task.runtime;

import io.faultlore.engine.memory.EvidenceRow;

/**
 * How much an evidence row speaks for its service being the root cause, before anything was
 * learned: signs of trouble that began at the service count for it, signs that a service it calls
 * explains count against it. The weights are chosen by what the signs mean, not fitted.
 */
final class Suspicion {
  /** What was changed at the onset weighs so much more. */
  private static final double CHANGED = .5;

  private Suspicion() {}

  static double of(EvidenceRow row) {
    return of(row.features());
  }

  static double of(float[] x) {
    double time =
        part(x, Sign.OWN_Z, 1.4, .5) * part(x, Sign.OWN_SHIFT, .02, .2)
            + part(x, Sign.IN_Z, 1.4, .5) * part(x, Sign.IN_SHIFT, .03, .3)
            + .5 * part(x, Sign.BOTH_SIDES, .03, .2)
            + .3 * part(x, Sign.LEAF_Z, 1.4, .5) * part(x, Sign.LEAF_SHIFT, .05, .3);
    double failing =
        part(x, Sign.ORIGIN_LLR, 1, .5)
            + part(x, Sign.IN_ERROR_LLR, 1, .5)
            + part(x, Sign.IN_MISSING_LLR, 1, .5)
            + .5 * part(x, Sign.SERVED_ERROR_LLR, 1, .5);
    double structure =
        .5 * part(x, Sign.STEP_OWN_MAX, .5, 1)
            + .5 * part(x, Sign.STEP_BLAMED_MAX, .5, 1)
            + .3 * part(x, Sign.STEP_END_EARLY, .05, .3);
    double logs =
        .7 * part(x, Sign.LOG_VANISHED, 1, 1)
            + .5 * part(x, Sign.LOG_NEW_FAILING, .5, 1)
            + .5 * part(x, Sign.LOG_ERROR_LLR, .8, .5);
    double metrics =
        .6 * part(x, Sign.CPU_UP, 1.5, .8)
            + .3 * part(x, Sign.MEMORY_UP, 1.8, .8)
            + .3 * part(x, Sign.WAITING_UP, 1.8, .8)
            + 1.5 * part(x, Sign.USED_UP, 0, .5)
            + 3 * part(x, Sign.METRICS_GONE, 0, .5)
            + .3 * part(x, Sign.OTHER_UP, 2, .8);
    // What only one of several instances shows is its own; what stopped by itself began there.
    double own =
        .6 * part(x, Sign.SIBLING_FAILING, 1, .5)
            + .6 * part(x, Sign.SIBLING_SLOW, 1, .5)
            + .4 * part(x, Sign.SIBLING_LOAD, 1, .5)
            + .4 * part(x, Sign.SIBLING_GONE, 0, .5)
            + .3 * part(x, Sign.SIBLING_METRIC, 1, .8)
            + 2 * part(x, Sign.WORK_STOPPED, 1, .5)
            + 3 * part(x, Sign.CRASHING, 0, .5)
            + 3 * part(x, Sign.CLOCK_JUMPED, 0, .5);
    double explainedByCallee =
        .4 * part(x, Sign.OUT_Z, 1.4, .5) * part(x, Sign.OUT_SHIFT, .03, .3)
            + .5 * part(x, Sign.OUT_ERROR_LLR, 1, .5)
            + .3 * part(x, Sign.STEP_CALL_MAX, .5, 1);
    double signs = time + failing + structure + logs + metrics + own - explainedByCallee;
    // What was changed just before is suspect, but only if it shows anything.
    return signs > 0 ? signs * (1 + CHANGED * x[Sign.CHANGED.column()]) : signs;
  }

  /** 0 up to the threshold, then rising towards 1, half way after one scale. */
  private static double part(float[] x, Sign sign, double threshold, double scale) {
    double beyond = Math.max(0, x[sign.column()] - threshold) / scale;
    return beyond / (1 + beyond);
  }
}
