package io.faultlore.receiver.otlp;

import io.faultlore.engine.signal.Signal;
import java.util.List;

/**
 * A decoded request.
 *
 * @param signals the records that are valid
 * @param rejected number of records that were not
 * @param message why, for the sender's partial success; the empty string when all is well
 */
public record Decoded(SignalKind kind, List<Signal> signals, int rejected, String message) {
  public Decoded {
    signals = List.copyOf(signals);
  }
}
