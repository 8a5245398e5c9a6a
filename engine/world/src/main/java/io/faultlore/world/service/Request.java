package io.faultlore.world.service;

/**
 * What a user, a timer or nobody in particular asked for; everything done for it is one trace.
 *
 * @param traceId 32 hex digits, or the empty string when the trace is not recorded
 * @param size factor of all work for it: some ask for much
 */
record Request(String traceId, double size) {
  boolean isSampled() {
    return !traceId.isEmpty();
  }
}
