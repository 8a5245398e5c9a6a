package io.faultlore.receiver.otlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/**
 * Captured telemetry in order of arrival: what a Collector's file exporter wrote, one request a
 * line. The lines of a file stay in their order; files are merged by arrival time, ties by signal
 * (traces, metrics, logs), then by file. One thread decodes ahead.
 */
public final class CapturedFiles implements AutoCloseable {
  /** Enough to keep two cores busy; a decoded line takes a few megabytes. */
  private static final int AHEAD_MAX = 8;

  private static final Set<String> ENDINGS =
      Set.of(".jsonl", ".jsonl.gz", ".json", ".json.gz", ".ndjson", ".ndjson.gz");

  private final List<CapturedFile> files;
  private final long bytes;
  private final BlockingQueue<Ahead> ahead = new ArrayBlockingQueue<>(AHEAD_MAX);
  private final Thread reader;
  private boolean ended;

  /** What the reader hands over. */
  private sealed interface Ahead {
    record Batch(CapturedBatch batch) implements Ahead {}

    record Failed(CaptureException cause) implements Ahead {}

    record End() implements Ahead {}
  }

  private record Head(CapturedBatch batch, int file) {}

  private CapturedFiles(List<CapturedFile> files, long bytes) {
    this.files = files;
    this.bytes = bytes;
    this.reader = Thread.ofPlatform().daemon().name("capture-reader").start(this::readAhead);
  }

  /**
   * Opens files and directories. In a directory every file with an ending of JSON lines counts
   * whose first line is an export request; others, such as labels, are left out.
   *
   * @throws CaptureException when a path cannot be read or holds no telemetry
   */
  public static CapturedFiles open(List<Path> paths) throws CaptureException {
    Set<Path> found = new LinkedHashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        found.addAll(telemetryIn(path));
      } else {
        found.add(path);
      }
    }
    List<CapturedFile> files = new ArrayList<>();
    long bytes = 0;
    try {
      for (Path path : found) {
        files.add(new CapturedFile(path));
        bytes += Files.size(path);
      }
    } catch (IOException unreadable) {
      files.forEach(CapturedFile::close);
      throw unreadable instanceof CaptureException known
          ? known
          : new CaptureException(String.valueOf(unreadable.getMessage()), unreadable);
    }
    return new CapturedFiles(files, bytes);
  }

  private static List<Path> telemetryIn(Path directory) throws CaptureException {
    List<Path> candidates;
    try (Stream<Path> children = Files.list(directory)) {
      candidates = children.filter(CapturedFiles::hasEnding).sorted().toList();
    } catch (IOException unreadable) {
      throw new CaptureException(directory + ": " + unreadable.getMessage(), unreadable);
    }
    List<Path> found = new ArrayList<>();
    for (Path candidate : candidates) {
      if (CapturedFile.holdsTelemetry(candidate)) {
        found.add(candidate);
      }
    }
    if (found.isEmpty()) {
      throw new CaptureException(
          directory
              + ": no telemetry here; expected OTLP/JSON lines such as traces.jsonl,"
              + " metrics.jsonl.gz or logs.jsonl");
    }
    return found;
  }

  private static boolean hasEnding(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * The next request in order of arrival; empty at the end.
   *
   * @throws CaptureException when a file is broken; nothing comes after it
   */
  public Optional<CapturedBatch> next() throws CaptureException {
    if (ended) {
      return Optional.empty();
    }
    try {
      return switch (ahead.take()) {
        case Ahead.Batch(CapturedBatch batch) -> Optional.of(batch);
        case Ahead.End() -> {
          ended = true;
          yield Optional.empty();
        }
        case Ahead.Failed(CaptureException cause) -> {
          ended = true;
          throw cause;
        }
      };
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CaptureException("interrupted while reading", interrupted);
    }
  }

  /** The files that are read. */
  public List<Path> paths() {
    return files.stream().map(CapturedFile::path).toList();
  }

  /** Size of all files in bytes. */
  public long bytes() {
    return bytes;
  }

  /** How much of {@link #bytes} was read; runs a little ahead of {@link #next}. */
  public long bytesRead() {
    return files.stream().mapToLong(CapturedFile::bytesRead).sum();
  }

  private void readAhead() {
    try {
      try {
        merge();
        ahead.put(new Ahead.End());
      } catch (CaptureException broken) {
        ahead.put(new Ahead.Failed(broken));
      } catch (RuntimeException | Error bug) {
        ahead.put(new Ahead.Failed(new CaptureException("reading failed: " + bug, bug)));
      }
    } catch (InterruptedException closed) {
      // close() asked for it
    } finally {
      files.forEach(CapturedFile::close);
    }
  }

  private void merge() throws CaptureException, InterruptedException {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.comparingLong((Head head) -> head.batch.arrivalUnixNano())
                .thenComparing(head -> head.batch.kind())
                .thenComparingInt(Head::file));
    for (int i = 0; i < files.size(); i++) {
      advance(i, heads);
    }
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      ahead.put(new Ahead.Batch(head.batch));
      advance(head.file, heads);
    }
  }

  private void advance(int file, PriorityQueue<Head> heads) throws CaptureException {
    files.get(file).next().ifPresent(batch -> heads.add(new Head(batch, file)));
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
