package io.faultlore.engine.slice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The past minutes of all services, from which baselines are made: the last 40 with spans, the last
 * 40 with logs, the last 90 with metrics. Minutes that belonged to a suspected failure are left out
 * as long as others are enough, and what is judged live is compared with minutes that lie some time
 * back, so that a failure does not become its own baseline.
 */
public final class History {
  static final int RECORDED_MINUTES = 40;
  static final int MEASURED_MINUTES = 90;

  /** Flagged minutes are held as well, in case everything is flagged; this many in all. */
  private static final int HELD_FACTOR = 2;

  /** With fewer unflagged minutes than this, flagged ones count too: there is no other normal. */
  private static final int ENOUGH_MINUTES = 5;

  private static final long MINUTE = 60_000_000_000L;
  private static final long LAG = 5 * MINUTE;

  private final Deque<Pane> traced = new ArrayDeque<>();
  private final Deque<Pane> logged = new ArrayDeque<>();
  private final Deque<Pane> measured = new ArrayDeque<>();
  private final List<Pane> current = new ArrayList<>();
  private final Set<Long> flagged = new HashSet<>();
  private Baselines last = new Baselines(List.of(), List.of(), List.of());

  /** Takes closed panes in order of time. */
  public void add(Pane pane) {
    if (!current.isEmpty() && minute(current.get(0)) != minute(pane)) {
      closeMinute();
    }
    current.add(pane);
  }

  /** The panes that begin in this stretch belong to a suspected failure. */
  public void flag(long startUnixNano, long endUnixNano) {
    for (long m = startUnixNano / MINUTE; m * MINUTE < endUnixNano; m++) {
      flagged.add(m);
    }
  }

  /** What is usual, as the live line may know it: minutes that ended five minutes ago or more. */
  public Baselines live(long nowUnixNano) {
    List<Pane> traces = choose(traced, nowUnixNano, LAG, RECORDED_MINUTES);
    List<Pane> logs = choose(logged, nowUnixNano, LAG, RECORDED_MINUTES);
    List<Pane> metrics = choose(measured, nowUnixNano, LAG, MEASURED_MINUTES);
    if (!last.hasSameRecords(traces, logs)) {
      last = new Baselines(traces, logs, metrics);
    } else {
      last = last.withMeasured(metrics);
    }
    return last;
  }

  /** What was usual before a moment that somebody names as the beginning of a failure. */
  public Baselines before(long unixNano) {
    return new Baselines(
        choose(traced, unixNano, 0, RECORDED_MINUTES),
        choose(logged, unixNano, 0, RECORDED_MINUTES),
        choose(measured, unixNano, 0, MEASURED_MINUTES));
  }

  private void closeMinute() {
    Pane minute = Pane.merge(current);
    current.clear();
    keep(traced, minute, minute.tracedSeconds() > 0, RECORDED_MINUTES);
    keep(logged, minute, minute.loggedSeconds() > 0, RECORDED_MINUTES);
    keep(measured, minute, minute.measuredSeconds() > 0, MEASURED_MINUTES);
    long oldest = Math.min(oldest(traced), Math.min(oldest(logged), oldest(measured)));
    flagged.removeIf(m -> m < oldest);
  }

  private static void keep(Deque<Pane> minutes, Pane minute, boolean recorded, int max) {
    if (recorded) {
      minutes.addLast(minute);
      if (minutes.size() > HELD_FACTOR * max) {
        minutes.removeFirst();
      }
    }
  }

  /**
   * The last minutes that ended before the lag. When the lag leaves too few, it shrinks to a
   * minute, so that judging begins after six minutes; when nearly all are flagged, flagged ones are
   * taken.
   */
  private List<Pane> choose(Deque<Pane> minutes, long now, long lag, int max) {
    Predicate<Pane> unflagged = m -> !flagged.contains(minute(m));
    List<Pane> chosen = last(minutes, now - lag, max, unflagged);
    if (chosen.size() < ENOUGH_MINUTES && lag > MINUTE) {
      chosen = last(minutes, now - MINUTE, max, unflagged);
    }
    return chosen.size() < ENOUGH_MINUTES ? last(minutes, now - lag, max, m -> true) : chosen;
  }

  private static List<Pane> last(Deque<Pane> minutes, long before, int max, Predicate<Pane> which) {
    List<Pane> fitting =
        minutes.stream().filter(m -> m.endUnixNano() <= before).filter(which).toList();
    return fitting.subList(Math.max(0, fitting.size() - max), fitting.size());
  }

  private static long minute(Pane pane) {
    return pane.startUnixNano() / MINUTE;
  }

  private static long oldest(Deque<Pane> minutes) {
    return minutes.isEmpty() ? Long.MAX_VALUE : minute(minutes.getFirst());
  }
}
