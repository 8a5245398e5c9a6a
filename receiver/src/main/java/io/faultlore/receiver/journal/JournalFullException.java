package io.faultlore.receiver.journal;

import java.io.IOException;

/** The journal holds as many bytes as it may; trimming makes room. */
final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1;

  JournalFullException(long bytesMax) {
    super("the journal holds its " + bytesMax + " bytes");
  }
}
