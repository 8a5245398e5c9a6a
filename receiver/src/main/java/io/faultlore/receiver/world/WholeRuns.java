package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.Label;
import io.faultlore.world.World;
import io.faultlore.world.agent.AgentPlan;
import io.faultlore.world.agent.AgentWorld;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs of agents that have begun before a moment, each to its end: a run that is cut off would have
 * steps without a verdict.
 */
final class WholeRuns implements World.Outlet {
  private static final long MINUTE = 60_000_000_000L;

  /** No run takes that long. */
  private static final int MINUTES_MAX = 24 * 60;

  private final World.Outlet outlet;
  private final long end;

  /** Trace ids; as many as the plan lets begin before the end. */
  private final Set<String> all = new HashSet<>();

  /** Those of {@link #all} whose root has not ended. */
  private final Set<String> open = new HashSet<>();

  private WholeRuns(World.Outlet outlet, long end) {
    this.outlet = outlet;
    this.end = end;
  }

  /** Lets teams work and returns the labels of what was handed over. */
  static List<Label> of(AgentPlan plan, long end, long seed, World.Outlet outlet) {
    AgentWorld world = AgentWorld.of(plan, Simulated.START, seed);
    WholeRuns runs = new WholeRuns(outlet, end);
    world.advance(end, runs);
    for (int minute = 1; !runs.open.isEmpty(); minute++) {
      if (minute > MINUTES_MAX) {
        throw new IllegalStateException(runs.open.size() + " runs of agents do not end");
      }
      world.advance(end + minute * MINUTE, runs);
    }
    return world.labels().stream().filter(runs::holds).toList();
  }

  @Override
  public void on(long arrivalUnixNano, Signal signal) {
    if (!(signal instanceof Span span)) {
      outlet.on(arrivalUnixNano, signal);
      return;
    }
    if (arrivalUnixNano < end && all.add(span.traceId())) {
      open.add(span.traceId());
    }
    if (open.contains(span.traceId())) {
      outlet.on(arrivalUnixNano, signal);
    }
    if (span.isRoot()) {
      open.remove(span.traceId());
    }
  }

  private boolean holds(Label label) {
    return switch (label) {
      case Label.Run run -> all.contains(run.traceId());
      case Label.Step step -> all.contains(step.traceId());
      case Label.Fault fault -> true;
      case Label.Change change -> true;
    };
  }
}
