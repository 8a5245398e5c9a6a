package io.faultlore.receiver.otlp;

import io.faultlore.engine.signal.Signal;
import java.util.List;

/**
 * A decoded request.
 *
 * @param signals the records that are valid
 * @param unrecorded number of metric points whose sender recorded no value: they are valid and
 *     count as accepted, but there is nothing to pass on
 * @param own number of valid records that Faultlore itself had sent: left out, so that no loop
 *     arises when its results flow through the same Collector
 * @param rejected number of records that were not valid
 * @param message why, for the sender's partial success; the empty string when all is well. A
 *     message without rejected records is a warning
 */
public record Decoded(
    SignalKind kind, List<Signal> signals, int unrecorded, int own, int rejected, String message) {
  public Decoded {
    signals = List.copyOf(signals);
  }

  public Decoded(SignalKind kind, List<Signal> signals, int rejected, String message) {
    this(kind, signals, 0, 0, rejected, message);
  }
}
