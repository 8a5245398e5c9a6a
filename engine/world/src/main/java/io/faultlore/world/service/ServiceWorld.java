package io.faultlore.world.service;

import io.faultlore.world.Label;
import io.faultlore.world.World;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A system of services that lives, is changed and fails. */
public final class ServiceWorld implements World {
  private final Simulation simulation;
  private final Changes changes;
  private final List<Fault> faults = new ArrayList<>();

  private ServiceWorld(SystemPlan plan, Schedule schedule, long startUnixNano, long seed) {
    simulation = new Simulation(plan, startUnixNano, seed);
    Traffic traffic = new Traffic(simulation);
    changes = new Changes(simulation, traffic, schedule.changes());
    new Life(simulation, changes).begin();
    for (Injection injection : schedule.injections()) {
      String id = injection.kind().type() + "-" + (faults.size() + 1);
      faults.add(new Fault(simulation, traffic, injection, id));
    }
  }

  /**
   * A world.
   *
   * @param startUnixNano nothing happens before it
   * @throws IllegalArgumentException when the schedule names something that is not in the plan
   */
  public static ServiceWorld of(SystemPlan plan, Schedule schedule, long startUnixNano, long seed) {
    return new ServiceWorld(plan, schedule, startUnixNano, seed);
  }

  /** A world in which only faults are planned. */
  public static ServiceWorld of(
      SystemPlan plan, List<Injection> injections, long startUnixNano, long seed) {
    return of(plan, new Schedule(injections, List.of()), startUnixNano, seed);
  }

  @Override
  public void advance(long untilUnixNano, Outlet outlet) {
    simulation.run(untilUnixNano, outlet);
  }

  @Override
  public List<Label> labels() {
    long now = simulation.timeline.now();
    List<Label> labels = new ArrayList<>(changes.made());
    for (Fault fault : faults) {
      if (fault.hasBegun()) {
        labels.add(fault.label(now));
      }
    }
    labels.sort(Comparator.comparingLong(Label::startUnixNano).thenComparing(Label::id));
    return labels;
  }

  /** Simulated events that wait for their time. */
  public int pendingEvents() {
    return simulation.timeline.size();
  }

  /** Requests that are somewhere on their way. */
  public int activeRequests() {
    return simulation.active();
  }

  Simulation simulation() {
    return simulation;
  }
}
