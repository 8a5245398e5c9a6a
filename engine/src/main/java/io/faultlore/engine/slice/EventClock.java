package io.faultlore.engine.slice;

/**
 * Event time: how far the records have come. A record that lies far ahead of all others is refused,
 * so that one wrong clock does not close every window; when only such records come, and of more
 * than one service, time has really jumped (a pause in the telemetry, a replay) and is followed.
 */
final class EventClock {
  /** Records in a row that must agree before a jump is believed; a batch of one sender is less. */
  static final int JUMP_RECORDS = 100;

  /** The way back costs every open window, so more must agree: several minutes of telemetry. */
  static final int BACK_RECORDS = 20_000;

  private final long futureNanos;
  private long max = Long.MIN_VALUE;
  private long runTime;
  private int runLength;
  private String runService = "";
  private boolean runHasTwoServices;

  EventClock(long futureNanos) {
    this.futureNanos = futureNanos;
  }

  /** What to do with a record. */
  enum Verdict {
    ON_TIME,
    LATE,
    FUTURE,
    /** Time has moved far ahead; the record is the first that is used there. */
    JUMPED,
    /** Time has moved back; everything open belongs to a time that never was. */
    JUMPED_BACK
  }

  Verdict see(long time, long lateBefore, String service, boolean manyServices) {
    if (max == Long.MIN_VALUE) {
      max = time;
      return Verdict.ON_TIME;
    }
    boolean late = time < lateBefore;
    boolean future = time > max + futureNanos;
    if (!late && !future) {
      runLength = 0;
      max = Math.max(max, time);
      return Verdict.ON_TIME;
    }
    extendRun(time, service);
    if (future && runLength >= JUMP_RECORDS && (runHasTwoServices || !manyServices)) {
      return jumpTo(time, Verdict.JUMPED);
    }
    if (late && runLength >= BACK_RECORDS) {
      return jumpTo(time, Verdict.JUMPED_BACK);
    }
    return late ? Verdict.LATE : Verdict.FUTURE;
  }

  /** Idle time has passed; ignored when it is no time of this stream (a replay of old files). */
  void advance(long now) {
    if (max != Long.MIN_VALUE && now > max && now - max <= 12 * futureNanos) {
      max = now;
    }
  }

  /** The latest event time, {@code Long.MIN_VALUE} before the first record. */
  long latest() {
    return max;
  }

  private void extendRun(long time, String service) {
    if (runLength > 0 && Math.abs(time - runTime) <= futureNanos) {
      runLength++;
      runHasTwoServices |= !service.equals(runService);
    } else {
      runLength = 1;
      runHasTwoServices = false;
    }
    runTime = time;
    runService = service;
  }

  private Verdict jumpTo(long time, Verdict verdict) {
    max = time;
    runLength = 0;
    return verdict;
  }
}
