package io.faultlore.receiver.journal;

import java.io.IOException;

/** A journal file holds acknowledged records that can no longer be read. */
public final class JournalCorruptException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  JournalCorruptException(String file, long offset, String what) {
    super(
        "%s: %s at byte %d; move the file away to start without it".formatted(file, what, offset));
    this.file = file;
    this.offset = offset;
  }

  /** The damaged file's path. */
  public String file() {
    return file;
  }

  /** Where in the file, in bytes. */
  public long offset() {
    return offset;
  }
}
