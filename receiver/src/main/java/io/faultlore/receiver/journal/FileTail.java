package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gathers small writes at the end of a file. The buffer is direct and of fixed size, because the
 * JDK copies a heap array into a direct buffer of the array's whole length.
 */
final class FileTail {
  private final DiskFile file;
  private final ByteBuffer buffer;
  private long position;

  FileTail(DiskFile file, long position, ByteBuffer buffer) {
    this.file = file;
    this.position = position;
    this.buffer = buffer.clear();
  }

  void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
    }
  }

  void flush() throws IOException {
    buffer.flip();
    int count = buffer.limit();
    file.write(buffer, position);
    position += count;
    buffer.clear();
  }
}
