package io.faultlore.receiver.otlp;

import java.util.Locale;

/** Why a record, or a field that may hold some, led to nothing; the word is a metric's label. */
public enum LeftOut {
  /** A span or point without a time, or of before 1970. */
  NO_TIME(true),
  /** An id without its length, or all zero. */
  INVALID_ID(true),
  /** A value of the wrong type, broken protobuf, invalid UTF-8, nested too deeply. */
  MALFORMED(true),
  /** Fields have their numbers but not their types: another signal was sent to this path. */
  OTHER_SIGNAL(true),
  /** In a field that early versions of OTLP had. */
  OLD_FIELD(true),
  /** A metric without data of any kind. */
  NO_DATA(true),
  /** A field, at a place where records are held, that this version of OTLP does not know. */
  UNKNOWN_FIELD(false),
  /** A point that only says that its series has no value; nothing is lost. */
  NO_RECORDED_VALUE(false),
  /** What Faultlore itself had sent, so that no loop arises through a shared Collector. */
  OWN_TELEMETRY(false);

  private final boolean rejects;

  LeftOut(boolean rejects) {
    this.rejects = rejects;
  }

  /** Whether its records count as rejected; else there are none, or they are accepted. */
  boolean rejects() {
    return rejects;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
