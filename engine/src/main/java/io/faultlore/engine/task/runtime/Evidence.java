package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the evidence rows of all services out of one window. */
final class Evidence {
  private Evidence() {}

  /** A row under construction; signs only ever grow in size. */
  static final class Row {
    final float[] values = new float[Sign.COUNT];
    private double slowed;
    private long asked;
    private double askedUsually;
    private double busier = 1;
    private boolean starting;
    private boolean outcomeTold;
    private String instance = "";

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

    /**
     * The service was asked something: it recorded a request, or somebody his call to it.
     *
     * @param usually how often that is usual in such a time
     */
    void asked(long times, double usually) {
      asked += times;
      askedUsually += usually;
    }

    /** How many times as often as usual it was asked; 1 where that is not known. */
    double busier() {
      return askedUsually < 1 ? busier : Math.max(busier, asked / askedUsually);
    }

    /** As busy as this it was a short while ago. */
    void wasBusier(double times) {
      busier = times;
    }

    long asked() {
      return asked;
    }

    /** Its requests say how they ended, at least some of them. */
    void outcomeTold(boolean told) {
      outcomeTold = told;
    }

    boolean isOutcomeTold() {
      return outcomeTold;
    }

    /** The trouble is at this instance of several. */
    void at(String standsOut) {
      instance = standsOut;
    }

    /** The instance that stands out, or the empty string. */
    String instance() {
      return instance;
    }

    /** A process of the service began a short while ago. */
    void starting() {
      starting = true;
    }

    boolean isStarting() {
      return starting;
    }

    /** Share of its requests, or of the calls to it, that fail beyond what is usual. */
    double failing() {
      return Math.max(0, Math.max(get(Sign.SERVED_ERROR_SHARE), get(Sign.IN_ERROR_SHARE)));
    }

    void raise(Sign sign, double value) {
      if (value > get(sign)) {
        set(sign, value);
      }
    }
  }

  /** Rows by service, in the order of the names, of everyone who sent, was called, or is missed. */
  static Map<String, Row> rows(Reading reading) {
    Map<String, Row> rows = new TreeMap<>();
    reading.services().keySet().forEach(service -> rows.put(service, new Row()));
    TimeEvidence.read(reading, rows);
    StepEvidence.read(reading, rows);
    double share = WorkEvidence.shareOfUsualRequests(reading.window(), reading.usual());
    Set<String> called = WorkEvidence.called(reading.usual());
    rows.forEach(
        (service, row) -> {
          ServiceReading its = reading.of(service);
          InstanceEvidence.read(service, reading, row);
          LogEvidence.read(its, row);
          MetricEvidence.read(its, row);
          VolumeEvidence.read(its.requests(), row);
          WorkEvidence.read(service, reading, share, called.contains(service), row);
        });
    return rows;
  }
}
