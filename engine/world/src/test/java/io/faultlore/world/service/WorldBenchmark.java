package io.faultlore.world.service;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.List;

/**
 * How fast the simulator is, on one core, and whether its memory grows: hours to simulate, requests
 * a second, and the seed of a random system of 20 services instead of the shop.
 */
final class WorldBenchmark {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final int PARTS = 4;

  private final long[] counts = new long[3];

  private WorldBenchmark() {}

  public static void main(String[] arguments) {
    double hours = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 24;
    double rate = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 10;
    SystemPlan plan =
        arguments.length > 2
            ? Systems.random(Long.parseLong(arguments[2]), 20).withSamplingRatio(1)
            : Systems.shop();
    new WorldBenchmark().run(plan.withRequestsPerSecond(rate), hours);
  }

  private void run(SystemPlan plan, double hours) {
    Schedule schedule =
        Schedule.random(plan, List.of(), START, START + (long) (hours * 3.6e12), 900, 3_600, 7);
    ServiceWorld world = ServiceWorld.of(plan, schedule, START, 7);
    System.out.printf(
        "%s: %d services, %.1f requests/s%n",
        plan.name(), plan.services().size(), plan.requestsPerSecond());
    long began = System.nanoTime();
    for (int part = 1; part <= PARTS; part++) {
      world.advance(
          START + (long) (part * hours / PARTS * 3.6e12),
          (arrival, signal) -> {
            switch (signal) {
              case Span span -> counts[0]++;
              case LogRecord log -> counts[1]++;
              case MetricPoint point -> counts[2]++;
            }
          });
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%4.1f h in %5.1f s: %,11d spans (%,d/s), %,d logs, %,d points; %d events pending, heap"
              + " %.1f MB%n",
          part * hours / PARTS,
          seconds,
          counts[0],
          (long) (counts[0] / seconds),
          counts[1],
          counts[2],
          world.pendingEvents(),
          heapBytes() / 1e6);
    }
  }

  /** What is left after a collection; the time it takes is part of the next quarter. */
  private static double heapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (double) (runtime.totalMemory() - runtime.freeMemory());
  }
}
