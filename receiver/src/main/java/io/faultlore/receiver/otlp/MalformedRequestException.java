package io.faultlore.receiver.otlp;

/** The whole request cannot be read: answer 400 or INVALID_ARGUMENT. */
public final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedRequestException(String message) {
    super(message);
  }

  public MalformedRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
