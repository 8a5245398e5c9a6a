package io.faultlore.engine.step.track;

import io.faultlore.engine.step.StepConfig;
import java.time.Duration;

/** A trace with agent spans whose run is open, or was reported and may go on. */
final class OpenTrace {
  static final long UNSTAMPED = Long.MIN_VALUE;

  final Trace trace;

  /** The run key under which steps are reported now. */
  String key;

  /** Time of the last arrival, or unstamped until the clock is next known. */
  long activeUnixNano = UNSTAMPED;

  /** Whether its run has been reported as ended. */
  boolean ended;

  /** Characters that its spans weigh. */
  long characters;

  OpenTrace(Trace trace) {
    this.trace = trace;
    this.key = trace.id;
  }

  void touch() {
    activeUnixNano = UNSTAMPED;
  }

  /** Whether more is expected of it, and nothing of it was reported whole yet. */
  boolean isLive() {
    return !ended && !trace.rootEnded();
  }

  /** Whether it has been silent for as long as its run waits before it is reported. */
  boolean isSilent(long nowUnixNano, StepConfig config) {
    return isSilentFor(trace.rootEnded() ? config.idle() : config.rootlessIdle(), nowUnixNano);
  }

  /** Whether it has been reported and nothing more is to come. */
  boolean isOver(long nowUnixNano, StepConfig config) {
    return ended && isSilentFor(trace.rootEnded() ? config.reopen() : config.pause(), nowUnixNano);
  }

  private boolean isSilentFor(Duration least, long nowUnixNano) {
    return activeUnixNano != UNSTAMPED && nowUnixNano - activeUnixNano >= least.toNanos();
  }
}
