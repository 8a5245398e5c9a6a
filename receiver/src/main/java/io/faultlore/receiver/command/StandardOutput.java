package io.faultlore.receiver.command;

import java.io.Console;

/** Where a command prints to. */
final class StandardOutput {
  private StandardOutput() {}

  // JDK 25 gives null again where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
