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

  static Strength of(Row row) {
    return new Strength(traces(row), logs(row), metrics(row));
  }

  double max() {
    return Math.max(traces, Math.max(logs, metrics));
  }

  private static double traces(Row row) {
    double slow = row.slowed() / Math.log1p(6);
    double failing =
        max(row, Sign.SERVED_ERROR_LLR, Sign.IN_ERROR_LLR, Sign.ORIGIN_LLR) / Math.log1p(3.5);
    return Math.max(slow, failing);
  }

  private static double logs(Row row) {
    return Math.max(
        row.get(Sign.LOG_ERROR_LLR) / Math.log1p(3.5),
        row.get(Sign.LOG_NEW_FAILING) / Math.log1p(4));
  }

  private static double metrics(Row row) {
    double resources = max(row, Sign.CPU_UP, Sign.MEMORY_UP, Sign.WAITING_UP) / Math.log1p(20);
    return Math.max(Math.min(METRICS_MAX, resources), row.get(Sign.METRICS_GONE));
  }

  private static double max(Row row, Sign... signs) {
    double max = 0;
    for (Sign sign : signs) {
      max = Math.max(max, row.get(sign));
    }
    return max;
  }
}
