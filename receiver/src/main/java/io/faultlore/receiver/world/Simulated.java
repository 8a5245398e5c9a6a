package io.faultlore.receiver.world;

import io.faultlore.world.service.ServiceWorld;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A simulated system over a time, in which faults come one after the other among changes.
 *
 * @param kinds of faults that may come; none for normal life
 * @param hours above 0
 * @param pauseSeconds normal life before the first fault, and at least between two
 */
public record Simulated(
    SystemPlan plan, List<FaultKind> kinds, double hours, int pauseSeconds, long seed) {
  /** Simulated time needs a beginning; the same one, so that the same seed gives the same bytes. */
  static final long START = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond() * 1_000_000_000L;

  private static final int CHANGE_SECONDS = 3_600;

  /** Where nothing fails, changes come as on a busy day: they are what is looked at. */
  private static final int CHANGE_SECONDS_WITHOUT_FAULTS = 900;

  /** Anything may fail. */
  public Simulated(SystemPlan plan, double hours, int pauseSeconds, long seed) {
    this(plan, List.of(FaultKind.values()), hours, pauseSeconds, seed);
  }

  public Simulated {
    kinds = List.copyOf(kinds);
  }

  long end() {
    return end(hours);
  }

  static long end(double hours) {
    return START + (long) (hours * Duration.ofHours(1).toNanos());
  }

  Schedule schedule() {
    int changeSeconds = kinds.isEmpty() ? CHANGE_SECONDS_WITHOUT_FAULTS : CHANGE_SECONDS;
    return Schedule.random(plan, kinds, START, end(), pauseSeconds, changeSeconds, seed);
  }

  ServiceWorld world() {
    return ServiceWorld.of(plan, schedule(), START, seed);
  }

  Statistics statistics() {
    Schedule schedule = schedule();
    Statistics statistics =
        new Statistics(
            new FaultReach(
                schedule.injections().stream()
                    .map(
                        fault ->
                            new FaultReach.Window(
                                fault.service(), fault.startUnixNano(), fault.endUnixNano()))
                    .toList()));
    ServiceWorld.of(plan, schedule, START, seed)
        .advance(end(), (arrival, signal) -> statistics.take(signal));
    return statistics;
  }
}
