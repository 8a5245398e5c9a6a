package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.world.Label;
import io.faultlore.engine.world.World;
import io.faultlore.engine.world.agent.AgentPlan;
import io.faultlore.receiver.otlp.OtlpEncoder;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a data set in the evaluation format: one file of OTLP/JSON lines for each kind of signal,
 * a line holding what arrived within 5 s, and the labels.
 */
public final class DataSet implements World.Outlet, Closeable {
  private static final long LINE_NANOS = 5_000_000_000L;

  /** A line of this many records is written even when its 5 s are not over. */
  private static final int LINE_ITEMS_MAX = 5_000;

  /** How much was written. */
  public record Written(long records, int labels) {}

  private final Path folder;
  private final long lineNanos;
  private final Map<SignalKind, Kind> kinds = new EnumMap<>(SignalKind.class);
  private long items;

  /**
   * Begins a data set.
   *
   * @throws IOException when the folder cannot be made, or holds a data set already
   */
  public DataSet(Path folder) throws IOException {
    this(folder, LINE_NANOS);
  }

  private DataSet(Path folder, long lineNanos) throws IOException {
    this.lineNanos = lineNanos;
    this.folder = Files.createDirectories(folder);
    if (Files.exists(folder.resolve("labels.jsonl"))) {
      throw new IOException(folder + " holds a data set already; choose another --out");
    }
  }

  /**
   * Writes a simulated system.
   *
   * @return how much
   * @throws IOException when the folder holds a data set already, or the disk is full
   */
  public static Written write(Simulated system, Path folder) throws IOException {
    try (DataSet set = new DataSet(folder)) {
      World world = system.world();
      world.advance(system.end(), set);
      return set.end(world.labels());
    } catch (UncheckedIOException full) {
      throw full.getCause();
    }
  }

  /**
   * Writes runs of simulated teams of agents, each span on a line of its own.
   *
   * @param hours in which runs begin, above 0
   * @return how much
   * @throws IOException when the folder holds a data set already, or the disk is full
   */
  public static Written write(AgentPlan plan, double hours, long seed, Path folder)
      throws IOException {
    try (DataSet set = new DataSet(folder, 0)) {
      return set.end(WholeRuns.of(plan, Simulated.end(hours), seed, set));
    } catch (UncheckedIOException full) {
      throw full.getCause();
    }
  }

  @Override
  public void on(long arrivalUnixNano, Signal signal) {
    SignalKind kind = OtlpEncoder.kindOf(signal);
    try {
      Kind file = kinds.get(kind);
      if (file == null) {
        file = new Kind(folder.resolve(kind.word() + ".jsonl.gz"), lineNanos);
        kinds.put(kind, file);
      }
      file.add(arrivalUnixNano, signal);
      items++;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Writes the truth; the last thing to do. */
  public Written end(List<Label> labels) throws IOException {
    Files.write(folder.resolve("labels.jsonl"), labels.stream().map(LabelJson::line).toList());
    return new Written(items, labels.size());
  }

  @Override
  public void close() throws IOException {
    for (Kind file : kinds.values()) {
      file.close();
    }
  }

  /** One file. */
  private static final class Kind {
    private final BufferedWriter lines;
    private final List<Signal> line = new ArrayList<>();
    private final long lineNanos;
    private long lineEnd;

    Kind(Path file, long lineNanos) throws IOException {
      this.lineNanos = lineNanos;
      lines =
          new BufferedWriter(
              new OutputStreamWriter(
                  new Fast(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }

    /** Level 1 of gzip: half the time of the usual one for a quarter more bytes. */
    private static final class Fast extends GZIPOutputStream {
      Fast(OutputStream file) throws IOException {
        super(file, 1 << 16);
        def.setLevel(Deflater.BEST_SPEED);
      }
    }

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
      lines.newLine();
      line.clear();
    }

    void close() throws IOException {
      if (!line.isEmpty()) {
        flush();
      }
      lines.close();
    }
  }
}
