package io.faultlore.receiver.offline;

import io.faultlore.engine.Engine;
import io.faultlore.engine.EngineConfig;
import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.encode.TextEncoders;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.task.FindingListener;
import io.faultlore.receiver.otlp.CapturedBatch;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The serving engine on captured telemetry, in simulated time: a batch comes in at its time of
 * arrival, and time passes only with the batches.
 */
public final class OfflineEngine implements AutoCloseable {
  /** Silence after the last batch, so that the last windows close and idle runs end. */
  private static final long TAIL_NANOS = 180_000_000_000L;

  private final TemporaryFolder folder;
  private final TextEncoders encoders;
  private final Engine engine;
  private long position;
  private long lastArrival;

  private OfflineEngine(TemporaryFolder folder, TextEncoders encoders, Engine engine) {
    this.folder = folder;
    this.encoders = encoders;
    this.engine = engine;
  }

  /**
   * An engine that remembers nothing yet.
   *
   * @throws IOException when no temporary folder can be made
   */
  public static OfflineEngine open(
      EngineConfig config, FindingListener listener, Consumer<AgentEvent> agentEvents)
      throws IOException {
    TemporaryFolder folder = TemporaryFolder.create("faultlore-");
    TextEncoders encoders = TextEncoders.open(folder.path().resolve("native"));
    Engine engine =
        new Engine(
            config,
            Memory.open(folder.path().resolve("memory"), MemoryLimits.defaults()),
            encoders.fast(),
            encoders.precise(),
            listener,
            agentEvents);
    return new OfflineEngine(folder, encoders, engine);
  }

  /** Lets time pass until the batch arrived, and takes it in. */
  public void accept(CapturedBatch batch) {
    lastArrival = batch.arrivalUnixNano();
    engine.advance(lastArrival);
    engine.accept(new SignalBatch(batch.decoded().signals(), ++position));
  }

  /** Lets everything that is open come to its end. */
  public void finish() {
    engine.advance(lastArrival + TAIL_NANOS);
    engine.finish();
  }

  public Engine engine() {
    return engine;
  }

  /** Id of the model that encodes texts. */
  public String modelId() {
    return encoders.precise().modelId();
  }

  @Override
  public void close() throws IOException {
    engine.close();
    encoders.close();
    folder.close();
  }
}
