package io.faultlore.engine.task.runtime;

import io.faultlore.engine.task.runtime.Evidence.Row;

/**
 * How loudly each modality says that a service is in trouble: 1 is the level at which an operator
 * would want to know, before the service's own habits are considered. Only changes count, never
 * that a modality is present; more or less traffic alone is no trouble. Nor are calls that only
 * their caller recorded: telemetry is late or lost more often than services are.
 *
 * @param traces slower calls, failing calls, failing requests
 * @param logs errors, failures spoken of for the first time
 * @param metrics resources far from their level; never 1 on their own except when they are gone
 */
record Strength(double traces, double logs, double metrics) {
  /** Metrics wander without harm; they confirm, but do not alarm. */
  private static final double METRICS_MAX = .8;

  /**
   * While a process warms up, slow is what is nearly four times as slow as usual, instead of not
   * quite twice.
   */
  private static final double WARMING_UP = 1.4;

  /**
   * What is written at WARN or ERROR harms nobody by itself: scanners, starting processes and
   * handled exceptions write so. Where requests say how they ended, it is heard in full only when
   * they agree.
   */
  private static final double LOGS_ALONE = .8;

  /** Above what is usual of requests and calls by chance; from here on they agree. */
  private static final double AGREEING = .6;

  static Strength of(Row row) {
    double traces = traces(row);
    double heard = LOGS_ALONE + 2 * Math.max(0, traces - AGREEING);
    boolean isWatched = row.asked() > 0 && row.isOutcomeTold();
    double logs = isWatched ? Math.min(logs(row), heard) : logs(row);
    return new Strength(traces, logs, metrics(row));
  }

  double max() {
    return Math.max(traces, Math.max(logs, metrics));
  }

  private static double traces(Row row) {
    double slow = row.slowed() / Math.log1p(6) / (row.isStarting() ? WARMING_UP : 1);
    double failing =
        max(row, Sign.SERVED_ERROR_LLR, Sign.IN_ERROR_LLR, Sign.ORIGIN_LLR) / Math.log1p(3.5);
    // One instance of several is felt by few of the users: it must stand out more.
    double sibling =
        Math.max(
            row.get(Sign.SIBLING_FAILING) / Math.log1p(4),
            row.get(Sign.SIBLING_SLOW) / Math.log1p(9));
    boolean isPlain = max(row, Sign.WORK_STOPPED, Sign.CRASHING, Sign.CLOCK_JUMPED) > 0;
    return Math.max(Math.max(slow, failing), Math.max(sibling, isPlain ? 1 : 0));
  }

  private static double logs(Row row) {
    return Math.max(
        row.get(Sign.LOG_ERROR_LLR) / Math.log1p(3.5),
        row.get(Sign.LOG_NEW_FAILING) / Math.log1p(4));
  }

  private static double metrics(Row row) {
    // More to do needs more of everything.
    double resources =
        max(row, Sign.CPU_UP, Sign.MEMORY_UP, Sign.WAITING_UP)
            / Math.log1p(20)
            / Math.max(1, row.busier());
    double load = row.get(Sign.SIBLING_LOAD) / Math.log1p(9);
    double most = Math.min(METRICS_MAX, Math.max(resources, load));
    return Math.max(most, row.get(Sign.METRICS_GONE));
  }

  private static double max(Row row, Sign... signs) {
    double max = 0;
    for (Sign sign : signs) {
      max = Math.max(max, row.get(sign));
    }
    return max;
  }
}
