package io.faultlore.world.service;

/**
 * How a call ended.
 *
 * <p>Those with a status were answered by the other side; the others happened to the caller alone.
 */
enum Outcome {
  OK(200, 0, ""),
  NOT_FOUND(404, 5, "404"),
  UNAUTHORIZED(401, 16, "401"),
  RATE_LIMITED(429, 8, "429"),
  EXCEPTION(500, 13, "500"),
  DEPENDENCY_FAILED(502, 14, "502"),
  DEPENDENCY_SLOW(504, 4, "504"),
  OVERLOADED(503, 14, "503"),
  DISK_FULL(507, 13, "507"),
  LOCK_TIMEOUT(409, 10, "409"),
  TIMED_OUT(0, 4, "timeout"),
  POOL_EXHAUSTED(0, 14, "pool_timeout"),
  REFUSED(0, 14, "connection_refused"),
  RESET(0, 14, "connection_reset"),
  UNRESOLVED(0, 14, "name_resolution"),
  MISCONFIGURED(0, 14, "invalid_endpoint");

  final int httpStatus;
  final int grpcStatus;
  final String errorType;

  Outcome(int httpStatus, int grpcStatus, String errorType) {
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.errorType = errorType;
  }

  /** Harmless to whoever asked: an item that is not there is an answer. */
  boolean isFailure() {
    return this != OK && this != NOT_FOUND;
  }

  boolean wasAnswered() {
    return httpStatus != 0;
  }

  /** Trying again may help. */
  boolean isTransient() {
    return switch (this) {
      case OK, NOT_FOUND, UNAUTHORIZED, EXCEPTION, MISCONFIGURED, DISK_FULL -> false;
      case RATE_LIMITED, DEPENDENCY_FAILED, DEPENDENCY_SLOW, OVERLOADED, LOCK_TIMEOUT -> true;
      case TIMED_OUT, POOL_EXHAUSTED, REFUSED, RESET, UNRESOLVED -> true;
    };
  }

  /** What a service answers when a call it needs ended this way. */
  Outcome atCaller() {
    return this == TIMED_OUT || this == DEPENDENCY_SLOW ? DEPENDENCY_SLOW : DEPENDENCY_FAILED;
  }
}
