package io.faultlore.engine.world.service;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Span;

/**
 * How fast the simulator is, on one core: hours to simulate, requests a second, and the seed of a
 * random system of 20 services instead of the shop.
 */
final class WorldBenchmark {
  private WorldBenchmark() {}

  public static void main(String[] arguments) {
    double hours = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
    double rate = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 10;
    long start = 1_790_000_000_000_000_000L;
    SystemPlan plan =
        arguments.length > 2
            ? Systems.random(Long.parseLong(arguments[2]), 20).withSamplingRatio(1)
            : Systems.shop();
    ServiceWorld world =
        ServiceWorld.of(plan.withRequestsPerSecond(rate), Schedule.EMPTY, start, 7);
    long[] counts = new long[3];
    long began = System.nanoTime();
    world.advance(
        start + (long) (hours * 3.6e12),
        (arrival, signal) -> {
          switch (signal) {
            case Span span -> counts[0]++;
            case LogRecord log -> counts[1]++;
            case MetricPoint point -> counts[2]++;
          }
        });
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%s: %.1f h in %.1f s: %,d spans (%,.0f/s), %,d logs, %,d metric points; %d events pending%n",
        plan.name(),
        hours,
        seconds,
        counts[0],
        counts[0] / seconds,
        counts[1],
        counts[2],
        world.pendingEvents());
  }
}
