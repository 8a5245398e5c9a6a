package io.faultlore.engine.step.track;

import io.faultlore.engine.step.StepConfig;

/** A trace with agent spans that is open, or kept for stragglers after its run has ended. */
final class OpenTrace {
  static final long UNSTAMPED = Long.MIN_VALUE;

  final Trace trace;

  /** The run key under which steps are reported now. */
  String key;

  /** Time of the last arrival, or unstamped until the clock is next known. */
  long activeUnixNano = UNSTAMPED;

  /** Whether its run has been reported as ended. */
  boolean ended;

  /** Characters held by the texts of its spans. */
  long characters;

  OpenTrace(Trace trace) {
    this.trace = trace;
    this.key = trace.id;
  }

  void touch() {
    activeUnixNano = UNSTAMPED;
  }

  boolean isSilent(long nowUnixNano, StepConfig config) {
    long limit = (trace.rootEnded() ? config.idle() : config.rootlessIdle()).toNanos();
    return activeUnixNano != UNSTAMPED && nowUnixNano - activeUnixNano >= limit;
  }
}
