package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.faultlore.engine.signal.Signal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One captured file, read line by line. Lines of several signals may be mixed in it. */
final class CapturedFile implements AutoCloseable {
  /** A longer line could not be replayed: it is the request limit of OTLP receivers. */
  static final int LINE_BYTES_MAX = 64 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Lines looked at before a leap in time is believed: one wrong clock must not hold up a file. */
  private static final int AHEAD_MAX = 8;

  /** A line of telemetry holds 10 s; what is further ahead leaps. */
  private static final long LEAP_NANOS = 10_000_000_000L;

  /** Exporters wait up to a minute; records further ahead than that have another clock. */
  private static final long LINE_NANOS = 60_000_000_000L;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path path;
  private final FileChannel channel;
  private final LineReader lines;
  private final OtlpDecoder decoder = new OtlpDecoder();
  private volatile long bytesRead;
  private final Deque<CapturedBatch> ahead = new ArrayDeque<>();
  private @Nullable CaptureException broken;
  private long arrivalUnixNano = Long.MIN_VALUE;

  CapturedFile(Path path) throws CaptureException {
    this.path = path;
    try {
      channel = FileChannel.open(path);
      InputStream bytes = Channels.newInputStream(channel);
      lines =
          new LineReader(
              isGzip(path) ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes, LINE_BYTES_MAX);
    } catch (IOException unreadable) {
      throw failure(path, 0, unreadable);
    }
  }

  private static boolean isGzip(Path path) {
    return path.getFileName().toString().endsWith(".gz");
  }

  Path path() {
    return path;
  }

  /** Bytes of the file that have been read, compressed if the file is. */
  long bytesRead() {
    return bytesRead;
  }

  /** Whether the first line is an export request. */
  static boolean holdsTelemetry(Path path) throws CaptureException {
    try (CapturedFile file = new CapturedFile(path)) {
      Optional<byte[]> first = file.nextLine();
      return first.isPresent() && kind(first.get()).isPresent();
    }
  }

  /** The next request; empty at the end of the file. */
  Optional<CapturedBatch> next() throws CaptureException {
    if (ahead.isEmpty()) {
      if (broken != null) {
        throw broken;
      }
      if (!readLine()) {
        return Optional.empty();
      }
    }
    CapturedBatch batch = ahead.removeFirst();
    long arrival = batch.decoded().signals().isEmpty() ? arrivalUnixNano : arrival(batch);
    arrivalUnixNano = Math.max(arrivalUnixNano, arrival);
    return Optional.of(batch.at(arrival));
  }

  /**
   * When the line arrived: the time of its records, but when it leaps ahead not before most of the
   * lines that follow it.
   */
  private long arrival(CapturedBatch batch) {
    long own = batch.arrivalUnixNano();
    if (own <= arrivalUnixNano + LEAP_NANOS) {
      return own;
    }
    readAhead();
    long[] later =
        LongStream.concat(
                LongStream.of(own), ahead.stream().mapToLong(CapturedBatch::arrivalUnixNano))
            .filter(time -> time > arrivalUnixNano)
            .sorted()
            .toArray();
    long most = later[(later.length - 1) / 4];
    return own - most > LEAP_NANOS ? most : own;
  }

  private void readAhead() {
    try {
      while (broken == null && ahead.size() < AHEAD_MAX) {
        if (!readLine()) {
          return;
        }
      }
    } catch (CaptureException bad) {
      broken = bad; // to be said when its turn comes
    }
  }

  private boolean readLine() throws CaptureException {
    Optional<byte[]> next = nextLine();
    if (next.isEmpty()) {
      return false;
    }
    byte[] json = next.get();
    SignalKind kind =
        kind(json)
            .orElseThrow(
                () ->
                    new CaptureException(
                        place() + ": not an OTLP/JSON export request (one request per line)"));
    try {
      Decoded decoded = decoder.decode(kind, Encoding.JSON, json);
      ahead.add(new CapturedBatch(latest(decoded), decoded, json, path, lines.lineNumber()));
      return true;
    } catch (MalformedRequestException malformed) {
      throw new CaptureException(place() + ": " + malformed.getMessage(), malformed);
    }
  }

  /** The latest time of the records but for those with a clock of their own. */
  private static long latest(Decoded decoded) {
    long[] times = decoded.signals().stream().mapToLong(Signal::timeUnixNano).sorted().toArray();
    int last = times.length - 1;
    while (last > 0 && times[last] > times[times.length / 2] + LINE_NANOS) {
      last--;
    }
    return last < 0 ? Long.MIN_VALUE : times[last];
  }

  private Optional<byte[]> nextLine() throws CaptureException {
    try {
      Optional<byte[]> line = lines.next();
      bytesRead = channel.position();
      return line;
    } catch (IOException unreadable) {
      throw failure(path, lines.lineNumber(), unreadable);
    }
  }

  /** The signal by the first top key that names one. */
  private static Optional<SignalKind> kind(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        switch (key) {
          case "resourceSpans" -> {
            return Optional.of(SignalKind.TRACES);
          }
          case "resourceMetrics" -> {
            return Optional.of(SignalKind.METRICS);
          }
          case "resourceLogs" -> {
            return Optional.of(SignalKind.LOGS);
          }
          default -> {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static CaptureException failure(Path path, long lineNumber, IOException cause) {
    String what =
        switch (cause) {
          case EOFException truncated -> "the gzip stream ends early; the file is cut off";
          case ZipException broken -> "the gzip stream is broken: " + broken.getMessage();
          case NoSuchFileException missing -> "no such file";
          case AccessDeniedException denied -> "permission denied";
          default -> String.valueOf(cause.getMessage());
        };
    return new CaptureException(
        (lineNumber == 0 ? path : place(path, lineNumber)) + ": " + what, cause);
  }

  private String place() {
    return place(path, lines.lineNumber());
  }

  private static String place(Path path, long lineNumber) {
    return path + ", line " + lineNumber;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException ignored) {
      // It was only read.
    }
  }
}
