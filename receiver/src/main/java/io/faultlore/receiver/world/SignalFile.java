package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.OtlpEncoder;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One file of a data set: gzipped lines, each an export request with the records of a while. */
final class SignalFile implements Closeable {
  /** A line of this many records is written even when its time is not over. */
  private static final int LINE_ITEMS_MAX = 5_000;

  private final BufferedWriter lines;
  private final List<Signal> line = new ArrayList<>();
  private final long lineNanos;
  private long lineEnd;

  SignalFile(Path file, long lineNanos) throws IOException {
    this.lineNanos = lineNanos;
    lines =
        new BufferedWriter(
            new OutputStreamWriter(
                new FastGzip(Files.newOutputStream(file)), StandardCharsets.UTF_8));
  }

  /** Level 1 of gzip: half the time of the usual one for a quarter more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream file) throws IOException {
      super(file, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Takes a record; they come in order of arrival. */
  void add(long arrival, Signal signal) throws IOException {
    if (line.size() >= LINE_ITEMS_MAX || (!line.isEmpty() && arrival >= lineEnd)) {
      flush();
    }
    if (line.isEmpty()) {
      lineEnd = arrival + lineNanos;
    }
    line.add(signal);
  }

  private void flush() throws IOException {
    lines.write(OtlpEncoder.json(line));
    lines.write('\n'); // the same bytes on every system
    line.clear();
  }

  @Override
  public void close() throws IOException {
    if (!line.isEmpty()) {
      flush();
    }
    lines.close();
  }
}
