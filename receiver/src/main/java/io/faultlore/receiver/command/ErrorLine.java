package io.faultlore.receiver.command;

import io.faultlore.engine.memory.UnusableMemoryException;
import io.faultlore.receiver.config.ConfigException;
import io.faultlore.receiver.server.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One line for what the user can mend, and exit code 2; a stack trace only for our own mistakes,
 * and exit code 3.
 */
public final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
  public static final int BAD_INPUT = 2;
  private static final int OUR_MISTAKE = 3;

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = oneLine(String.valueOf(e.getMessage()));
    command
        .getErr()
        .println(
            "faultlore: "
                + message
                + (message.endsWith(".") ? " See " : "; see ")
                + command.getCommandSpec().qualifiedName()
                + " --help");
    return BAD_INPUT;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    Optional<String> line = of(e);
    if (line.isPresent()) {
      command.getErr().println("faultlore: " + line.get());
      return BAD_INPUT;
    }
    command.getErr().println("faultlore: this is a mistake in Faultlore, please report it:");
    e.printStackTrace(command.getErr());
    return OUR_MISTAKE;
  }

  /** What to tell the user, or empty when it is not theirs to mend. */
  public static Optional<String> of(Throwable problem) {
    return switch (problem) {
      case CompletionException _, ExecutionException _, UncheckedIOException _
          when problem.getCause() != null ->
          of(problem.getCause());
      case FileSystemException file -> Optional.of(file(file));
      case BindException bind -> Optional.of("cannot listen: " + bind.getMessage());
      case ConfigException _, UnusableMemoryException _, PortException _, IOException _ ->
          Optional.of(oneLine(String.valueOf(problem.getMessage())));
      default -> Optional.empty();
    };
  }

  private static String file(FileSystemException e) {
    String what =
        switch (e) {
          case NoSuchFileException missing -> "no such file or directory";
          case AccessDeniedException denied -> "permission denied";
          case NotDirectoryException notDirectory -> "not a directory";
          case FileAlreadyExistsException exists -> "is there already and is not a directory";
          default -> String.valueOf(e.getReason());
        };
    return e.getFile() + ": " + what;
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }
}
