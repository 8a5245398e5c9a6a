package io.faultlore.engine.slice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The past minutes of one service, from its first sign of life on: what came before says nothing
 * about it. Minutes of a failure that it had a part in are not held at all, so they never become
 * usual, however long they go on.
 */
final class Past {
  /** Held beyond what a baseline takes: what is asked about may have begun so long ago. */
  private static final int SLACK_MINUTES = 30;

  /** A baseline of fewer minutes rather begins early than keeps its distance. */
  private static final int ENOUGH_MINUTES = 5;

  /**
   * After so much silence the service rests: further minutes of silence are no part of its life, so
   * that what is there an hour a day keeps what was learned of that hour.
   */
  private static final long REST_NANOS = 10 * History.MINUTE;

  private final Deque<Minute> traced = new ArrayDeque<>();
  private final Deque<Minute> logged = new ArrayDeque<>();
  private final Deque<Minute> measured = new ArrayDeque<>();
  private final Set<Long> heldBack = new HashSet<>();
  private long lastSeen;
  private ServiceBaseline live = ServiceBaseline.NONE;

  /**
   * What a service sent in a minute.
   *
   * @param start nanoseconds since 1970 UTC
   * @param tracedSeconds in which spans of any service were recorded; likewise the others
   */
  record Minute(
      long start,
      double tracedSeconds,
      double loggedSeconds,
      double measuredSeconds,
      ServicePane sent) {}

  /** A minute has ended, in which the service may have been silent. */
  void add(Pane minute, String service) {
    long start = minute.startUnixNano() / History.MINUTE * History.MINUTE;
    if (minute.services().containsKey(service)) {
      lastSeen = start;
    }
    heldBack.removeIf(held -> held < start - History.LAG);
    if (isResting(start) || heldBack.contains(start)) {
      return;
    }
    Minute one =
        new Minute(
            start,
            minute.tracedSeconds(),
            minute.loggedSeconds(),
            minute.measuredSeconds(),
            minute.of(service));
    keep(traced, one, one.tracedSeconds, History.RECORDED_MINUTES);
    keep(logged, one, one.loggedSeconds, History.RECORDED_MINUTES);
    keep(measured, one, one.measuredSeconds, History.MEASURED_MINUTES);
  }

  /** A failure of the service covers these minutes. */
  void holdBack(long startUnixNano, long endUnixNano) {
    long from = startUnixNano / History.MINUTE * History.MINUTE;
    for (long minute = from; minute < endUnixNano; minute += History.MINUTE) {
      heldBack.add(minute);
    }
    for (Deque<Minute> minutes : List.of(traced, logged, measured)) {
      minutes.removeIf(minute -> heldBack.contains(minute.start));
    }
  }

  /** Whether the service has been silent so long that its silence says nothing any more. */
  boolean isResting(long nowUnixNano) {
    return nowUnixNano - lastSeen > REST_NANOS;
  }

  long lastSeen() {
    return lastSeen;
  }

  /** What is usual, kept from call to call while the minutes are the same. */
  ServiceBaseline live(long nowUnixNano) {
    live =
        live.next(choose(traced, nowUnixNano), choose(logged, nowUnixNano), measured(nowUnixNano));
    return live;
  }

  ServiceBaseline before(long unixNano) {
    return ServiceBaseline.NONE.next(
        last(traced, unixNano, History.RECORDED_MINUTES),
        last(logged, unixNano, History.RECORDED_MINUTES),
        last(measured, unixNano, History.MEASURED_MINUTES));
  }

  private List<Minute> choose(Deque<Minute> minutes, long now) {
    return choose(minutes, now, History.RECORDED_MINUTES);
  }

  private List<Minute> measured(long now) {
    return choose(measured, now, History.MEASURED_MINUTES);
  }

  /** Minutes some time back; when these are too few, the distance shrinks to a minute. */
  private static List<Minute> choose(Deque<Minute> minutes, long now, int max) {
    List<Minute> chosen = last(minutes, now - History.LAG, max);
    return chosen.size() < ENOUGH_MINUTES ? last(minutes, now - History.MINUTE, max) : chosen;
  }

  private static List<Minute> last(Deque<Minute> minutes, long before, int max) {
    List<Minute> fitting =
        minutes.stream().filter(minute -> minute.start + History.MINUTE <= before).toList();
    return fitting.subList(Math.max(0, fitting.size() - max), fitting.size());
  }

  private static void keep(Deque<Minute> minutes, Minute one, double seconds, int max) {
    if (seconds > 0) {
      minutes.addLast(one);
      if (minutes.size() > max + SLACK_MINUTES) {
        minutes.removeFirst();
      }
    }
  }

  static double sum(List<Minute> minutes, ToDoubleFunction<Minute> seconds) {
    return minutes.stream().mapToDouble(seconds).sum();
  }
}
