package io.faultlore.world.service.plan;

import java.util.List;

/**
 * A service plan being written, every number by its name; see {@link ServicePlan}. What is not said
 * is that of a store: one instance, one connection to whomever, no cache, no scaling.
 */
final class ServiceSketch {
  private final String name;
  private final Technology technology;
  private final TelemetryPlan telemetry;
  private int instances = 1;
  private int threads;
  private int cores;
  private int megabytes;
  private int pool = 1;
  private double hitRatio = 1;
  private boolean autoscaled;

  ServiceSketch(String name, Technology technology, TelemetryPlan telemetry) {
    this.name = name;
    this.technology = technology;
    this.telemetry = telemetry;
  }

  ServiceSketch instances(int number) {
    instances = number;
    return this;
  }

  ServiceSketch threads(int number) {
    threads = number;
    return this;
  }

  ServiceSketch cores(int number) {
    cores = number;
    return this;
  }

  ServiceSketch megabytes(int number) {
    megabytes = number;
    return this;
  }

  ServiceSketch pool(int connections) {
    pool = connections;
    return this;
  }

  ServiceSketch hitRatio(double ratio) {
    hitRatio = ratio;
    return this;
  }

  ServiceSketch autoscaled() {
    autoscaled = true;
    return this;
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException when threads, cores or memory were not said
   */
  ServicePlan does(OperationPlan... operations) {
    return new ServicePlan(
        name,
        technology,
        instances,
        threads,
        cores,
        megabytes,
        pool,
        hitRatio,
        autoscaled,
        telemetry,
        List.of(operations));
  }
}
