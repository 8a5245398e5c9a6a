package io.faultlore.receiver.config;

/** The configuration cannot be used; the message is one line for the user. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
