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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One captured file, read line by line. Lines of several signals may be mixed in it. */
final class CapturedFile implements AutoCloseable {
  /** A longer line could not be replayed: it is the request limit of OTLP receivers. */
  static final int LINE_BYTES_MAX = 64 << 20;

  /**
   * Lines at the beginning of a file that wait for the first that tells a time. A Collector writes
   * a line for each of its batches, so they are seconds apart.
   */
  static final int HELD_MAX = 16;

  /** Before any time is known; such a batch goes before all others. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Lines on either side that tell when a line arrived; so many in a row may come of wrong clocks.
   */
  private static final int NEIGHBOURS = 4;

  /** Records that are dated this far from their neighbours' come of a wrong clock, or late. */
  private static final long ODD_NANOS = 60_000_000_000L;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, SignalKind> KINDS =
      Map.of(
          "resourceSpans", SignalKind.TRACES,
          "resourceMetrics", SignalKind.METRICS,
          "resourceLogs", SignalKind.LOGS);

  private final Path path;
  private final FileChannel channel;
  private final LineReader lines;
  private final OtlpDecoder decoder = new OtlpDecoder();
  private volatile long bytesRead;
  private final Deque<CapturedBatch> held = new ArrayDeque<>();
  private long arrivalUnixNano = UNKNOWN;

  /** Arrivals of the last lines by their records, at most {@link #NEIGHBOURS}. */
  private final Deque<Long> before = new ArrayDeque<>();

  /** The next lines, at most {@link #NEIGHBOURS} and one. */
  private final Deque<CapturedBatch> ahead = new ArrayDeque<>();

  /** What comes after {@link #ahead}. */
  private @Nullable CaptureException broken;

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

  /**
   * The next request; empty at the end of the file. Lines stand in order of arrival, so one whose
   * records are dated far from those around it arrived when they did.
   */
  Optional<CapturedBatch> next() throws CaptureException {
    readAhead();
    if (ahead.isEmpty()) {
      if (broken != null) {
        throw broken;
      }
      return Optional.empty();
    }
    long among = amongNeighbours();
    CapturedBatch next = ahead.remove();
    before.add(next.arrivalUnixNano());
    if (before.size() > NEIGHBOURS) {
      before.remove();
    }
    return Optional.of(
        Math.abs(next.arrivalUnixNano() - among) > ODD_NANOS ? next.arrivedAt(among) : next);
  }

  private void readAhead() {
    boolean more = broken == null;
    while (more && ahead.size() <= NEIGHBOURS) {
      try {
        Optional<CapturedBatch> read = read();
        read.ifPresent(ahead::add);
        more = read.isPresent();
      } catch (CaptureException cause) {
        broken = cause;
        more = false;
      }
    }
  }

  /** Median arrival of the next line and of as many before it as after it. */
  private long amongNeighbours() {
    int each = Math.min(before.size(), ahead.size() - 1);
    return Stream.concat(
            before.stream().skip(before.size() - each),
            ahead.stream().limit(each + 1L).map(CapturedBatch::arrivalUnixNano))
        .sorted()
        .skip(each)
        .findFirst()
        .orElseThrow();
  }

  /** The next line; the first ones wait until one of them tells a time. */
  private Optional<CapturedBatch> read() throws CaptureException {
    while (held.isEmpty() || (arrivalUnixNano == UNKNOWN && held.size() < HELD_MAX)) {
      Optional<byte[]> next = nextLine();
      if (next.isEmpty()) {
        break;
      }
      held.add(batch(next.get()));
    }
    @Nullable CapturedBatch first = held.poll();
    return first == null ? Optional.empty() : Optional.of(first.orArrivedAt(arrivalUnixNano));
  }

  private CapturedBatch batch(byte[] json) throws CaptureException {
    SignalKind kind =
        kind(json)
            .orElseThrow(
                () ->
                    new CaptureException(
                        place() + ": not an OTLP/JSON export request (one request per line)"));
    try {
      Decoded decoded = decoder.decode(kind, Encoding.JSON, json);
      return new CapturedBatch(arrival(decoded), decoded, json, path, lines.lineNumber());
    } catch (MalformedRequestException malformed) {
      throw new CaptureException(place() + ": " + malformed.getMessage(), malformed);
    }
  }

  /** A request without a time arrived when the one before it did. */
  private long arrival(Decoded decoded) {
    long latest = 0;
    for (Signal signal : decoded.signals()) {
      latest = Math.max(latest, signal.timeUnixNano());
    }
    if (latest > 0) {
      arrivalUnixNano = latest;
    }
    return arrivalUnixNano;
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
        if (KINDS.containsKey(key)) {
          return Optional.ofNullable(KINDS.get(key));
        }
        parser.nextToken();
        parser.skipChildren();
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
