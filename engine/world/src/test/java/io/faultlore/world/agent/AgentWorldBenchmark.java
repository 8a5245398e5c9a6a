package io.faultlore.world.agent;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How fast teams of agents are simulated, on one core, and whether memory grows: hours to simulate,
 * runs a minute, teams.
 */
final class AgentWorldBenchmark {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final int PARTS = 4;

  private long spans;

  private AgentWorldBenchmark() {}

  public static void main(String[] arguments) {
    double hours = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 24;
    AgentPlan plan = AgentPlan.defaults().withRunsPerMinute(60);
    if (arguments.length > 1) {
      plan = plan.withRunsPerMinute(Double.parseDouble(arguments[1]));
    }
    if (arguments.length > 2) {
      plan = plan.withTeams(Integer.parseInt(arguments[2]));
    }
    new AgentWorldBenchmark().run(plan, hours);
  }

  /** Thread time beside the clock's, since the machine may have other work. */
  private void run(AgentPlan plan, double hours) {
    AgentWorld world = AgentWorld.of(plan, START, 7);
    System.out.printf(
        "%d teams, %.1f runs/min%n", plan.installed().teams(), plan.load().runsPerMinute());
    long minutes = Duration.ofNanos((long) (hours * 3.6e12)).toMinutes();
    for (int part = 1; part <= PARTS; part++) {
      long before = spans;
      long began = System.nanoTime();
      long worked = threadNanos();
      for (long m = minutes * (part - 1) / PARTS + 1; m <= minutes * part / PARTS; m++) {
        world.advance(START + Duration.ofMinutes(m).toNanos(), (arrival, signal) -> spans++);
      }
      double own = (threadNanos() - worked) / 1e9;
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%4.1f h: %,11d spans, %,d spans/s by the clock, %,d by the thread's time; %d under way,"
              + " %d labels, heap %.1f MB%n",
          part * hours / PARTS,
          spans,
          (long) ((spans - before) / seconds),
          (long) ((spans - before) / own),
          world.spansUnderWay(),
          world.labels().size(),
          heapBytes() / 1e6);
    }
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** What is left after a collection. */
  private static double heapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (double) (runtime.totalMemory() - runtime.freeMemory());
  }
}
