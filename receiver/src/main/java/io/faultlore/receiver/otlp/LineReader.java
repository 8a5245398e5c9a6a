package io.faultlore.receiver.otlp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Lines of a stream as bytes, without their line end; blank lines are left out. */
final class LineReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int lineBytesMax;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private byte[] line = new byte[BUFFER_BYTES];
  private int length;
  private long lineNumber;

  LineReader(InputStream in, int lineBytesMax) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
  }

  /** Number of the line that {@link #next} works on, counted from 1; 0 before the first. */
  long lineNumber() {
    return lineNumber;
  }

  /** The next line that is not blank; empty at the end. */
  Optional<byte[]> next() throws IOException {
    do {
      length = 0;
      lineNumber++;
      if (!hasMore()) {
        return Optional.empty();
      }
      while (hasMore() && !appendUpToLineEnd()) {
        // one buffer after the other
      }
    } while (isBlank());
    return Optional.of(Arrays.copyOf(line, length));
  }

  private boolean hasMore() throws IOException {
    while (position == limit) {
      position = 0;
      limit = in.read(buffer, 0, buffer.length);
      if (limit < 0) {
        limit = 0;
        return false;
      }
    }
    return true;
  }

  /** Takes what the buffer holds of the line; true when the line has ended. */
  private boolean appendUpToLineEnd() throws IOException {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    int more = end - position;
    if (more > lineBytesMax - length) {
      throw new IOException("the line is longer than " + lineBytesMax + " bytes");
    }
    if (more > line.length - length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
    }
    System.arraycopy(buffer, position, line, length, more);
    length += more;
    boolean ended = end < limit;
    position = ended ? end + 1 : end;
    return ended;
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\r' && line[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
