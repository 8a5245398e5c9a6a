package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the evidence rows of all services out of one window. */
final class Evidence {
  private Evidence() {}

  /** A row under construction; signs only ever grow in size. */
  static final class Row {
    final float[] values = new float[Sign.COUNT];
    private double slowed;

    void set(Sign sign, double value) {
      values[sign.column()] = (float) value;
    }

    double get(Sign sign) {
      return values[sign.column()];
    }

    /**
     * Calls are slower, surely enough to be told of. No sign: what speaks for a root cause may be
     * less sure than what wakes somebody up.
     */
    void slowed(double value) {
      slowed = Math.max(slowed, value);
    }

    /** How surely and badly calls of the service are slower, where they are most. */
    double slowed() {
      return slowed;
    }

    void raise(Sign sign, double value) {
      if (value > get(sign)) {
        set(sign, value);
      }
    }
  }

  /** Rows by service, in the order of the names, of everyone who sent, was called, or is missed. */
  static Map<String, Row> rows(Pane window, Baselines usual) {
    TreeSet<String> services = new TreeSet<>(usual.services());
    services.addAll(window.services().keySet());
    Map<String, Row> rows = new TreeMap<>();
    services.forEach(service -> rows.put(service, new Row()));
    new TimeEvidence(window, usual, rows).read();
    new StepEvidence(window, usual, rows).read();
    rows.forEach(
        (service, row) -> {
          LogEvidence.read(service, window, usual, row);
          MetricEvidence.read(service, window, usual, row);
          VolumeEvidence.read(service, window, usual, row);
        });
    return rows;
  }
}
