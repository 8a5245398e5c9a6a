package io.faultlore.world.agent;

import io.faultlore.engine.signal.Span;
import io.faultlore.world.Label;
import io.faultlore.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Teams of agents at work: runs come as a Poisson process, overlap, and are told span by span as
 * spans end, so a run's steps arrive before its root. A step's label is known when the step has
 * ended, a run's when the run has. Labels are kept, some 300 bytes each: what is under way has a
 * bound, the truth about the past has none but the length of the simulation.
 */
public final class AgentWorld implements World {
  private static final double MINUTE = 60e9;

  /** Exporters send small batches: most spans arrive within a tenth of a second, none after one. */
  private static final double DELAY_NANOS = 60e6;

  private static final double DELAY_NANOS_MAX = 1e9;

  private record Arrival(long unixNano, Span span) {}

  private final AgentPlan plan;
  private final long startUnixNano;
  private final long seed;
  private final Runs runs;
  private final RandomGenerator arrivals;
  private final List<AgentPlan.Injection> injections;
  private final PriorityQueue<Arrival> underWay =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::unixNano)
              .thenComparingLong(arrival -> arrival.span().endUnixNano())
              .thenComparing(arrival -> arrival.span().spanId()));
  private final PriorityQueue<Recorder.Judged> judged =
      new PriorityQueue<>(
          Comparator.comparingLong(Recorder.Judged::endUnixNano)
              .thenComparing(known -> known.label().id()));
  private final List<Label> labels = new ArrayList<>();
  private double nextRun;
  private long runNumber;
  private int injected;
  private long reached;

  private AgentWorld(AgentPlan plan, long startUnixNano, long seed) {
    this.plan = plan;
    this.startUnixNano = startUnixNano;
    this.seed = seed;
    this.runs = new Runs(plan, seed);
    this.arrivals = Chance.of(seed, "arrivals", 0);
    this.injections =
        plan.failing().injections().stream()
            .sorted(Comparator.comparing(AgentPlan.Injection::after))
            .toList();
    this.reached = startUnixNano;
    this.nextRun = waitForRun();
  }

  /**
   * A world that starts idle.
   *
   * @param startUnixNano nanoseconds since 1970 UTC
   */
  public static AgentWorld of(AgentPlan plan, long startUnixNano, long seed) {
    return new AgentWorld(plan, startUnixNano, seed);
  }

  @Override
  public void advance(long untilUnixNano, Outlet outlet) {
    if (untilUnixNano <= reached) {
      return;
    }
    reached = untilUnixNano;
    startRuns(untilUnixNano);
    while (!underWay.isEmpty() && underWay.peek().unixNano() < untilUnixNano) {
      Arrival arrival = underWay.remove();
      outlet.on(arrival.unixNano(), arrival.span());
    }
    while (!judged.isEmpty() && judged.peek().endUnixNano() < untilUnixNano) {
      labels.add(judged.remove().label());
    }
  }

  @Override
  public List<Label> labels() {
    return labels.stream()
        .sorted(Comparator.comparingLong(Label::startUnixNano).thenComparing(Label::id))
        .toList();
  }

  /** Spans of runs under way that have not arrived yet. */
  int spansUnderWay() {
    return underWay.size();
  }

  private void startRuns(long untilUnixNano) {
    while (nextRun < untilUnixNano - startUnixNano) {
      long start = startUnixNano + (long) nextRun;
      add(runs.ordinary(runNumber, start).recording(), "run", runNumber);
      runNumber++;
      nextRun += waitForRun();
    }
    while (injected < injections.size() && startOf(injected) < untilUnixNano) {
      FailureMode mode = injections.get(injected).mode();
      add(runs.injected(injected, mode, startOf(injected)).recording(), "injected", injected);
      injected++;
    }
  }

  private long startOf(int injection) {
    return startUnixNano + injections.get(injection).after().toNanos();
  }

  private double waitForRun() {
    double mean = plan.load().runsPerMinute();
    return mean == 0 ? Double.MAX_VALUE : Chance.exponential(MINUTE / mean, arrivals);
  }

  private void add(Recorder.Recording recording, String purpose, long number) {
    RandomGenerator delays = Chance.of(seed, "delay of " + purpose, number);
    long last = 0;
    for (Span span : recording.spans()) {
      double delay = Math.min(Chance.exponential(DELAY_NANOS, delays), DELAY_NANOS_MAX);
      // One exporter sends a run's spans: none overtakes another.
      last = Math.max(last, span.endUnixNano() + (long) delay);
      underWay.add(new Arrival(last, span));
    }
    judged.addAll(recording.labels());
  }
}
