package io.faultlore.receiver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** One flat directory; the seam at which tests lose unsynced bytes, fail calls and fill up. */
interface Disk extends Closeable {
  /** Ending of files that are still being written; a start deletes what a crash left. */
  String TEMPORARY = ".tmp";

  /** File names in alphabetic order. */
  List<String> names() throws IOException;

  /** Opens for reading and writing; creates an empty file when there is none. */
  DiskFile open(String name) throws IOException;

  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** After it returns, files created, renamed and deleted before stay so through a power loss. */
  void syncNames() throws IOException;

  /** Makes or replaces a small file: after a crash it is there whole or not at all. */
  default void replace(String name, ByteBuffer content) throws IOException {
    String temporary = name + TEMPORARY;
    try (DiskFile file = open(temporary)) {
      file.truncate(0);
      file.write(content, 0);
      file.sync();
    }
    rename(temporary, name);
    syncNames();
  }

  /** How people find the file: its path. */
  String describe(String name);

  /** One open file. */
  interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Reads until the buffer is full or the file ends. */
    void read(ByteBuffer into, long position) throws IOException;

    /** Writes all that the buffer has left. */
    void write(ByteBuffer from, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** After it returns, everything written and cut before survives a power loss. */
    void sync() throws IOException;
  }
}
