package io.faultlore.engine.encode;

import io.faultlore.engine.read.Call;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.Scale;

/**
 * Rate, failures and durations of what a service serves, does itself and calls, by the words of the
 * operation and the name of the service called.
 */
final class TraceEncoder implements ModalityEncoder {
  /** As many as slices hold calls by default. */
  static final int NAMES_MAX = 20_000;

  private static final double TAIL_WEIGHT = 2;

  private final Known<int[]> words = new Known<>(NAMES_MAX, NameWords::of);

  @Override
  public Deviations read(ServiceReading reading) {
    Deviations deviations = new Deviations();
    // What users do is half of the story only: more traffic is no trouble.
    deviations.add("requests", Deviations.squash(reading.requests().llr()) / 2);
    for (Call one : reading.calls()) {
      switch (one) {
        case Call.Known call -> readKnown(call, deviations);
        case Call.New call -> readNew(call, deviations);
        case Call.Missed call -> readMissed(call, deviations);
      }
    }
    return deviations;
  }

  private void readKnown(Call.Known call, Deviations deviations) {
    deviations.compared();
    CallKey key = call.key();
    add(deviations, "time", key, Deviations.squash(call.z()));
    add(deviations, "tail", key, TAIL_WEIGHT * call.tail());
    add(deviations, "errors", key, squash(call.now().errors(), call.failedExpected()));
    add(deviations, "missing", key, squash(call.now().missing(), call.missingExpected()));
    add(deviations, "count", key, Deviations.squash(call.llr()) / 2);
  }

  private void readNew(Call.New call, Deviations deviations) {
    deviations.compared();
    add(deviations, "count", call.key(), squash(call.now().count(), 0) / 2);
    add(deviations, "errors", call.key(), squash(call.now().errors(), 0));
  }

  private void readMissed(Call.Missed call, Deviations deviations) {
    if (call.expected() >= Reading.MISSED_MIN) {
      deviations.compared();
      add(deviations, "count", call.key(), squash(0, call.expected()));
    }
  }

  private void add(Deviations deviations, String what, CallKey key, double value) {
    if (value != 0) {
      String name = key.operation() + ' ' + key.callee();
      deviations.add(key.kind().name() + ' ' + what, words.of(name), value);
    }
  }

  private static double squash(long count, double expected) {
    return Deviations.squash(Scale.llr((double) count, expected));
  }

  double fill() {
    return words.fill();
  }
}
