package io.faultlore.receiver.otlp;

import java.io.IOException;

/** A captured file cannot be read; the message names file and line and is fit for the user. */
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1;

  public CaptureException(String message) {
    super(message);
  }

  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
