package io.faultlore.receiver.otlp;

/** One record breaks the rules and is rejected; the rest of its request is not touched. */
final class InvalidRecordException extends Exception {
  private static final long serialVersionUID = 1;

  private final LeftOut why;

  InvalidRecordException(String message) {
    this(LeftOut.MALFORMED, message);
  }

  InvalidRecordException(LeftOut why, String message) {
    // Without a stack trace: a hostile request may hold a million bad records.
    super(message, null, false, false);
    this.why = why;
  }

  LeftOut why() {
    return why;
  }

  /** The message; never null because the constructor always sets it. */
  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
