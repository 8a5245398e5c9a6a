package io.faultlore.receiver.otlp;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Signal;
import java.util.List;
import java.util.Map;

/**
 * A decoded request.
 *
 * @param signals the records that are valid; logs whose sender gave them no time have time 0 until
 *     {@link #arrivedAt}
 * @param leftOut how much else the request held, by the reason why it leads to nothing
 * @param message why, for the sender's partial success; the empty string when all is well. A
 *     message without rejected records is a warning
 */
public record Decoded(
    SignalKind kind, List<Signal> signals, Map<LeftOut, Integer> leftOut, String message) {
  public Decoded {
    signals = List.copyOf(signals);
    leftOut = Map.copyOf(leftOut);
  }

  /** Number of records that were not valid. */
  public int rejected() {
    return rejected(leftOut);
  }

  static int rejected(Map<LeftOut, Integer> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().rejects())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Number of valid points without a value: accepted, but there is nothing to pass on. */
  public int unrecorded() {
    return leftOut.getOrDefault(LeftOut.NO_RECORDED_VALUE, 0);
  }

  /** Number of valid records that Faultlore itself had sent. */
  public int own() {
    return leftOut.getOrDefault(LeftOut.OWN_TELEMETRY, 0);
  }

  /**
   * The same with the time of arrival for logs that have none, as the logs data model wants it of
   * the system that collects them.
   */
  public Decoded arrivedAt(long unixNano) {
    return signals.stream().anyMatch(Decoded::isTimeless)
        ? new Decoded(
            kind,
            signals.stream()
                .map(signal -> isTimeless(signal) ? ((LogRecord) signal).at(unixNano) : signal)
                .toList(),
            leftOut,
            message)
        : this;
  }

  private static boolean isTimeless(Signal signal) {
    return signal instanceof LogRecord && signal.timeUnixNano() == 0;
  }
}
