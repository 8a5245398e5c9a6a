package io.faultlore.engine;

import io.faultlore.engine.signal.Signal;
import java.util.List;

/**
 * Signals that arrived together.
 *
 * @param position journal position behind the batch; grows from batch to batch
 */
public record SignalBatch(List<Signal> signals, long position) {
  public SignalBatch {
    signals = List.copyOf(signals);
  }
}
