package io.faultlore.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers which journal position belonged to which event time, so that the journal can be trimmed
 * behind the oldest telemetry that baselines still need. One mark per interval: the number of marks
 * is bounded by history / interval.
 */
final class Retention {
  private static final long MARK_INTERVAL_NANOS = 15_000_000_000L;

  private final long historyNanos;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long position;

  private record Mark(long unixNano, long position) {}

  Retention(long historyNanos) {
    this.historyNanos = historyNanos;
  }

  /** Event time has reached the given moment when the batch that ends at this position was done. */
  void passed(long eventUnixNano, long batchPosition) {
    if (marks.isEmpty() || eventUnixNano - marks.getLast().unixNano >= MARK_INTERVAL_NANOS) {
      marks.addLast(new Mark(eventUnixNano, batchPosition));
    }
    while (!marks.isEmpty() && marks.getFirst().unixNano < eventUnixNano - historyNanos) {
      position = marks.removeFirst().position;
    }
  }

  /** Everything before this position is older than the history. */
  long position() {
    return position;
  }
}
