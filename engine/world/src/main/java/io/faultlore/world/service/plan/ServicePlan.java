package io.faultlore.world.service.plan;

import java.util.List;

/**
 * A service.
 *
 * @param threads requests worked on at once by one instance
 * @param cores of one instance; requests for computing queue for them
 * @param memoryMegabytes limit of one instance
 * @param poolSize connections of one instance to each service it asks
 * @param hitRatio of a warm cache; 1 for anything else
 * @param autoscaled whether instances are added under load and taken away after it
 */
public record ServicePlan(
    String name,
    Technology technology,
    int instances,
    int threads,
    int cores,
    int memoryMegabytes,
    int poolSize,
    double hitRatio,
    boolean autoscaled,
    TelemetryPlan telemetry,
    List<OperationPlan> operations) {
  public static final int INSTANCES_MAX = 12;

  /** Transfers that the disk of an instance works on at once. */
  public static final int DISK_CHANNELS = 4;

  public ServicePlan {
    operations = List.copyOf(operations);
    if (instances < 1 || instances > INSTANCES_MAX) {
      throw new IllegalArgumentException(name + " has " + instances + " instances, not 1..12");
    }
    if (threads < 1 || cores < 1 || memoryMegabytes < 32 || poolSize < 1 || operations.isEmpty()) {
      throw new IllegalArgumentException("service " + name + " is invalid");
    }
  }
}
