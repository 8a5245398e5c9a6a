package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;
import io.faultlore.engine.task.runtime.Evidence.Row;

/**
 * Whether work has stopped that always went on. Who is asked by others may simply not be asked; who
 * fetches work himself, always found some, and finds none while everybody else is as busy as ever,
 * has stopped working.
 */
final class WorkEvidence {
  /** Fewer pieces of work may be absent by chance: e^-8 is once in 3,000 windows. */
  private static final double EXPECTED_MIN = 8;

  /** Minutes that must be known before "always" means anything. */
  private static final int MINUTES_MIN = 10;

  /** Of these minutes so many must have had work. */
  private static final double ALWAYS = .95;

  /** With less than this share of its usual requests the whole system has gone quiet. */
  private static final double BUSY = .5;

  private WorkEvidence() {}

  /** Requests of all services in the window, by what they usually are; 1 where there are none. */
  static double shareOfUsualRequests(Pane window, Baselines usual) {
    double now = 0;
    double expected = 0;
    for (String service : usual.services()) {
      TraceBaseline baseline = usual.traces(service);
      TraceStats sent = window.of(service).traces();
      if (baseline.seconds() > 0) {
        double per = window.tracedSeconds() / baseline.seconds();
        now += sent.requests() - sent.fetchedRequests();
        expected += (baseline.all().requests() - baseline.all().fetchedRequests()) * per;
      }
    }
    return expected == 0 ? 1 : now / expected;
  }

  static void read(String service, Pane window, Baselines usual, double busy, Row row) {
    TraceBaseline baseline = usual.traces(service);
    if (busy < BUSY || baseline.seconds() == 0 || baseline.minutes() < MINUTES_MIN) {
      return;
    }
    double per = window.tracedSeconds() / baseline.seconds();
    double expected = baseline.all().fetchedRequests() * per;
    if (expected >= EXPECTED_MIN
        && baseline.shareOfMinutesWithWork() >= ALWAYS
        && window.of(service).traces().requests() == 0) {
      row.set(Sign.WORK_STOPPED, Math.log1p(expected));
    }
  }
}
