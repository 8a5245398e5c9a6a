package io.faultlore.engine.memory;

/**
 * The memory on disk cannot be used: another process has it, a file is damaged or missing, or was
 * written by a newer version. The message names the file. Nothing has been changed; starting with
 * an empty memory in its place is the owner's decision.
 */
public final class UnusableMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableMemoryException(String message, Throwable cause) {
    super(message, cause);
  }

  UnusableMemoryException(String message) {
    super(message);
  }
}
