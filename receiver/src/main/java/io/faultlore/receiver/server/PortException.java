package io.faultlore.receiver.server;

/** The server cannot listen; the message names port and setting and is fit for the user. */
public final class PortException extends Exception {
  private static final long serialVersionUID = 1;

  PortException(String message, Throwable cause) {
    super(message, cause);
  }
}
