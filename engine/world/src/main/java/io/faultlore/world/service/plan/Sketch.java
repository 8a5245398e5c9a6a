package io.faultlore.world.service.plan;

import java.util.List;

/** Short words for writing plans. Times of work in microseconds, patience in milliseconds. */
final class Sketch {
  private Sketch() {}

  static OperationPlan http(String name, StepPlan... steps) {
    return new OperationPlan(name, Protocol.HTTP, List.of(steps), .004, "");
  }

  static OperationPlan rpc(String name, StepPlan... steps) {
    return new OperationPlan(name, Protocol.RPC, List.of(steps), .002, "");
  }

  static OperationPlan sql(String name, double cpu, double disk) {
    boolean write = !name.startsWith("SELECT");
    return new OperationPlan(
        name, Protocol.SQL, List.of(work(cpu), new StepPlan.Disk(Timing.wide(disk), write)), 0, "");
  }

  /** A statement that holds a lock that others of its kind want. */
  static OperationPlan lockedSql(String name, double cpu, double disk, double hold) {
    return new OperationPlan(
        name,
        Protocol.SQL,
        List.of(work(cpu), locked(hold), new StepPlan.Disk(Timing.wide(disk), true)),
        0,
        "");
  }

  static OperationPlan command(String name) {
    return new OperationPlan(name, Protocol.CACHE, List.of(work(60)), 0, "");
  }

  static OperationPlan topic(String name) {
    return new OperationPlan(
        name,
        Protocol.MESSAGING,
        List.of(work(150), new StepPlan.Disk(Timing.wide(700), true)),
        0,
        "");
  }

  static OperationPlan consumer(String consumes, StepPlan... steps) {
    String topic = consumes.substring(consumes.indexOf('/') + 1);
    return new OperationPlan("consume " + topic, Protocol.MESSAGING, List.of(steps), 0, consumes);
  }

  static OperationPlan job(String name, StepPlan... steps) {
    return new OperationPlan(name, Protocol.JOB, List.of(steps), 0, "");
  }

  static StepPlan.Work work(double cpu) {
    return new StepPlan.Work("", Timing.steady(cpu));
  }

  static StepPlan.Work work(String name, double cpu) {
    return new StepPlan.Work(name, Timing.steady(cpu));
  }

  static StepPlan.Locked locked(double hold) {
    return new StepPlan.Locked(Timing.steady(hold));
  }

  static StepPlan.Calls call(String service, String operation, long patience, int retries) {
    return all(ask(service, operation, patience, retries));
  }

  static StepPlan.Calls all(StepPlan.CallPlan... calls) {
    return new StepPlan.Calls(List.of(calls));
  }

  static StepPlan.CallPlan ask(String service, String operation, long patience, int retries) {
    return new StepPlan.CallPlan(service, operation, 1, patience, retries, false, null);
  }

  static StepPlan.CallPlan maybe(
      double probability, String service, String operation, long patience) {
    return new StepPlan.CallPlan(service, operation, probability, patience, 0, true, null);
  }

  /** Asks a cache first. */
  static StepPlan.CallPlan cached(String cache, StepPlan.CallPlan onMiss) {
    return new StepPlan.CallPlan(cache, "GET", 1, 250, 0, false, onMiss);
  }

  static ServiceSketch service(String name, Technology technology, TelemetryPlan telemetry) {
    return new ServiceSketch(name, technology, telemetry);
  }

  static TelemetryPlan otel(int wording, int seconds) {
    return new TelemetryPlan(true, false, false, false, wording, .1, false, false, seconds);
  }

  static TelemetryPlan prometheus(int wording, int seconds) {
    return new TelemetryPlan(true, true, false, false, wording, .05, false, false, seconds);
  }

  /** Metrics and logs only. */
  static TelemetryPlan noSpans(boolean prometheus, int wording) {
    return new TelemetryPlan(false, prometheus, false, false, wording, 0, false, false, 10);
  }
}
