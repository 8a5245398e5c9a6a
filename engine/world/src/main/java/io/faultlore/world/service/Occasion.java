package io.faultlore.world.service;

/** Why a log line is written. */
enum Occasion {
  RECEIVED(9, "INFO"),
  ANSWERED(9, "INFO"),
  HANDLED(9, "INFO"),
  MISSING(9, "INFO"),
  ROUTINE(9, "INFO"),
  NUISANCE(13, "WARN"),
  SLOW(13, "WARN"),
  RETRY(13, "WARN"),
  CALL_SURVIVED(13, "WARN"),
  CALL_FAILED(17, "ERROR"),
  EXCEPTION(17, "ERROR"),
  REQUEST_FAILED(17, "ERROR"),
  QUEUE_FULL(13, "WARN"),
  RATE_LIMITED(13, "WARN"),
  UNAUTHORIZED(13, "WARN"),
  DISK_FULL(17, "ERROR"),
  LOCK_TIMEOUT(17, "ERROR"),
  DEADLOCK(17, "ERROR"),
  MESSAGE_FAILED(17, "ERROR"),
  STARTING(9, "INFO"),
  READY(9, "INFO"),
  STOPPING(9, "INFO"),
  OUT_OF_MEMORY(21, "FATAL"),
  CRASHED(21, "FATAL");

  final int severity;
  final String severityText;

  Occasion(int severity, String severityText) {
    this.severity = severity;
    this.severityText = severityText;
  }
}
