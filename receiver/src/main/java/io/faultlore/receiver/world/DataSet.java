package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.OtlpEncoder;
import io.faultlore.receiver.otlp.SignalKind;
import io.faultlore.world.Label;
import io.faultlore.world.World;
import io.faultlore.world.agent.AgentPlan;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a data set in the evaluation format: one file of OTLP/JSON lines for each kind of signal,
 * a line holding what arrived within 5 s, and the labels.
 */
public final class DataSet implements World.Outlet, Closeable {
  private static final long LINE_NANOS = 5_000_000_000L;

  /** How much was written. */
  public record Written(long records, int labels) {}

  private final Path folder;
  private final long lineNanos;
  private final Map<SignalKind, SignalFile> files = new EnumMap<>(SignalKind.class);
  private long items;

  /**
   * Begins a data set.
   *
   * @throws IOException when the folder cannot be made, or holds a data set already
   */
  public DataSet(Path folder) throws IOException {
    this(folder, LINE_NANOS);
  }

  /** With lines of another length: 0 for a line for each record. */
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
      SignalFile file = files.get(kind);
      if (file == null) {
        file = new SignalFile(folder.resolve(kind.word() + ".jsonl.gz"), lineNanos);
        files.put(kind, file);
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
    for (SignalFile file : files.values()) {
      file.close();
    }
  }
}
