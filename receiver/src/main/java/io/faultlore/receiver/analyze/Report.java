package io.faultlore.receiver.analyze;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.receiver.otlp.Decoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what was read and what failed in it. */
final class Report {
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final Map<String, RunVerdict> runs = new LinkedHashMap<>();
  private final Map<String, StepVerdict> steps = new TreeMap<>();
  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private String complaint = "";
  private long spans;
  private long points;
  private long logs;
  private long rejected;
  private long firstUnixNano = Long.MAX_VALUE;
  private long lastUnixNano = Long.MIN_VALUE;

  /**
   * Counts what a line held.
   *
   * @param place of the line, for a person
   */
  void read(Decoded decoded, String place) {
    String signals = decoded.kind().word();
    decoded.leftOut().forEach((why, n) -> leftOut(signals + " " + why.word(), n));
    if (complaint.isEmpty() && !decoded.message().isEmpty()) {
      complaint = place + ": " + decoded.message();
    }
    rejected += decoded.rejected();
    for (Signal signal : decoded.signals()) {
      switch (signal) {
        case Span span -> spans++;
        case MetricPoint point -> points++;
        case LogRecord log -> logs++;
      }
      firstUnixNano = Math.min(firstUnixNano, signal.timeUnixNano());
      lastUnixNano = Math.max(lastUnixNano, signal.timeUnixNano());
    }
  }

  /** What the engine itself left out of judgement. */
  void read(Engine.Usage usage) {
    usage.late().forEach((pipeline, n) -> leftOut(pipeline + " late", n));
    usage.dropped().forEach((drop, n) -> leftOut(drop.pipeline() + " " + drop.reason(), n));
  }

  private void leftOut(String reason, long n) {
    if (n > 0) {
      leftOut.merge(reason, n, Long::sum);
    }
  }

  void on(Finding finding) {
    switch (finding) {
      case Failure failure -> failures.put(failure.id(), failure);
      case RunVerdict run when run.phase() == Phase.CLOSED -> runs.put(run.run(), run);
      case RunVerdict run -> runs.putIfAbsent(run.run(), run);
      case StepVerdict step when step.score() >= 1 ->
          steps.put(step.step().run() + "#" + step.step().spanId(), step);
      case StepVerdict step -> {
        // A step that went well is not part of the report.
      }
      case Finding.SliceVerdict slice -> {
        // Failures say what slices add up to.
      }
      case Finding.HandoffSeen handoff -> {
        // The same for runs.
      }
    }
  }

  /** Failures of services and failed runs, in order of their start. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    failures.values().forEach(failure -> entries.add(new Entry.OfServices(failure)));
    for (RunVerdict run : runs.values()) {
      if (run.score() >= 1) {
        entries.add(new Entry.OfRun(run, step(run)));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::startUnixNano).thenComparing(Entry::id));
    return entries;
  }

  /** The verdict on the first suspect step that was flagged, else on the first flagged step. */
  private Optional<StepVerdict> step(RunVerdict run) {
    return run.suspectSteps().stream()
        .map(suspect -> steps.get(run.run() + "#" + suspect.name()))
        .filter(found -> found != null)
        .findFirst();
  }

  int runCount() {
    return runs.size();
  }

  long spans() {
    return spans;
  }

  long points() {
    return points;
  }

  long logs() {
    return logs;
  }

  long rejected() {
    return rejected;
  }

  /** What was read and leads to nothing, by where and why. */
  SortedMap<String, Long> leftOut() {
    return leftOut;
  }

  /** The first line that a receiver would have complained of, and why; or the empty string. */
  String complaint() {
    return complaint;
  }

  boolean isEmpty() {
    return spans + points + logs == 0;
  }

  long firstUnixNano() {
    return firstUnixNano;
  }

  long lastUnixNano() {
    return lastUnixNano;
  }

  /** One thing that failed. */
  sealed interface Entry {
    /** A failure of services. */
    record OfServices(Failure failure) implements Entry {}

    /** A failed run of agents with the step that went wrong, as far as one was flagged. */
    record OfRun(RunVerdict run, Optional<StepVerdict> step) implements Entry {}

    default String id() {
      return switch (this) {
        case OfServices(Failure failure) -> failure.id();
        case OfRun(RunVerdict run, var step) -> run.run();
      };
    }

    default long startUnixNano() {
      return switch (this) {
        case OfServices(Failure failure) -> failure.startUnixNano();
        case OfRun(RunVerdict run, var step) -> run.startUnixNano();
      };
    }
  }
}
