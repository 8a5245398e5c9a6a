package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Measured;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.LogBaseline;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** Who is usually called by others: whether it works is up to them. */
  static Set<String> called(Baselines usual) {
    Set<String> called = new HashSet<>();
    for (String service : usual.services()) {
      usual.traces(service).all().calls().keySet().forEach(call -> called.add(call.callee()));
    }
    return called;
  }

  /**
   * @param busy what {@link #shareOfUsualRequests} says
   * @param isCalled whether others usually call the service
   */
  static void read(String service, Reading reading, double busy, boolean isCalled, Row row) {
    Pane window = reading.window();
    if (busy < BUSY || window.of(service).isAstray()) {
      return;
    }
    Baselines usual = reading.usual();
    TraceBaseline traces = usual.traces(service);
    double stopped = stoppedWork(traces, window, service);
    boolean isAsked = isCalled || traces.all().requests() > traces.all().fetchedRequests();
    if (!isAsked) {
      double records = stoppedRecords(usual.logs(service), window, service);
      double counted = stoppedCounters(reading.of(service).measured(), window.measuredSeconds());
      stopped = Math.max(stopped, Math.max(records, counted));
    }
    row.set(Sign.WORK_STOPPED, Math.log1p(stopped));
  }

  /** Pieces of work that are missing, 0 when they are not, or were not always there. */
  private static double stoppedWork(TraceBaseline usual, Pane window, String service) {
    double expected =
        usual.seconds() == 0
            ? 0
            : usual.all().fetchedRequests() / usual.seconds() * window.tracedSeconds();
    boolean always = usual.minutes() >= MINUTES_MIN && usual.shareOfMinutesWithWork() >= ALWAYS;
    return always && expected >= EXPECTED_MIN && window.of(service).traces().requests() == 0
        ? expected
        : 0;
  }

  /** Likewise log records. */
  private static double stoppedRecords(LogBaseline usual, Pane window, String service) {
    double expected =
        usual.seconds() == 0 ? 0 : usual.all().records() / usual.seconds() * window.loggedSeconds();
    boolean always = usual.minutes() >= MINUTES_MIN && usual.shareOfMinutesWithRecords() >= ALWAYS;
    return always && expected >= EXPECTED_MIN && window.of(service).logs().records() == 0
        ? expected
        : 0;
  }

  /**
   * Likewise events that its own counters count, when most of those counters stand still. Bytes,
   * packets and processor time are no work: an idle process has few of them, too.
   */
  private static double stoppedCounters(List<Measured> measured, double seconds) {
    int always = 0;
    int still = 0;
    double missing = 0;
    for (Measured one : measured) {
      if (one instanceof Measured.Level level
          && isOfWork(level.series())
          && level.usual().minutes() >= MINUTES_MIN
          && level.usual().min() > 0
          && level.usual().median() * seconds >= EXPECTED_MIN) {
        always++;
        if (level.value() == 0) {
          still++;
          missing = Math.max(missing, level.usual().median() * seconds);
        }
      }
    }
    return 2 * still > always ? missing : 0;
  }

  private static boolean isOfWork(Series series) {
    return series.role() == Series.Role.COUNT
        && switch (series.aspect()) {
          case CPU, MEMORY, NETWORK, DISK, WAITING -> false;
          case CLIENT, SERVER, RATE, OTHER -> true;
        };
  }
}
