package io.faultlore.world.service.plan;

import java.util.ArrayList;
import java.util.List;

/** A service while a random system is being drawn. */
final class Draft {
  final String name;
  final Technology technology;
  final Protocol protocol;
  final TelemetryPlan telemetry;
  final List<Part> parts = new ArrayList<>();

  Draft(String name, Technology technology, Protocol protocol, TelemetryPlan telemetry) {
    this.name = name;
    this.technology = technology;
    this.protocol = protocol;
    this.telemetry = telemetry;
  }

  boolean isReached() {
    return parts.stream().anyMatch(part -> part.reached);
  }

  /** An operation while it is being drawn: work, then groups of calls, then work. */
  static final class Part {
    final String name;
    final Protocol protocol;
    final double micros;
    final String span;
    final String consumes;
    final List<List<StepPlan.CallPlan>> calls = new ArrayList<>();
    final List<StepPlan> own = new ArrayList<>();

    /** Whether a request can lead here. */
    boolean reached;

    Part(String name, Protocol protocol, double micros, String span, String consumes) {
      this.name = name;
      this.protocol = protocol;
      this.micros = micros;
      this.span = span;
      this.consumes = consumes;
    }

    /** Microseconds for which it holds the lock. */
    double lockMicros() {
      return own.stream()
          .mapToDouble(step -> step instanceof StepPlan.Locked lock ? lock.hold().micros() : 0)
          .sum();
    }

    /** Microseconds for which it uses a disk channel. */
    double diskMicros() {
      return own.stream()
          .mapToDouble(step -> step instanceof StepPlan.Disk disk ? disk.time().micros() : 0)
          .sum();
    }

    private static StepPlan scaled(StepPlan step, double factor) {
      return switch (step) {
        case StepPlan.Locked(Timing hold) -> new StepPlan.Locked(hold.times(factor));
        case StepPlan.Disk(Timing time, boolean write) ->
            new StepPlan.Disk(time.times(factor), write);
        case StepPlan.Work work -> work;
        case StepPlan.Calls calls -> calls;
      };
    }

    /**
     * The plan.
     *
     * @param faster factor of computing times
     * @param shorter factor of the times of disk and lock
     */
    OperationPlan plan(double faster, double shorter) {
      List<StepPlan> steps = new ArrayList<>();
      boolean calling = !calls.isEmpty();
      double first = (calling ? .5 : 1) * micros * faster;
      steps.add(new StepPlan.Work(calling ? "" : span, Timing.steady(first)));
      own.forEach(step -> steps.add(scaled(step, shorter)));
      for (List<StepPlan.CallPlan> group : calls) {
        steps.add(new StepPlan.Calls(group));
      }
      if (calling) {
        steps.add(new StepPlan.Work(span, Timing.steady(.5 * micros * faster)));
      }
      double missing = protocol == Protocol.HTTP || protocol == Protocol.RPC ? .003 : 0;
      return new OperationPlan(name, protocol, steps, missing, consumes);
    }
  }
}
