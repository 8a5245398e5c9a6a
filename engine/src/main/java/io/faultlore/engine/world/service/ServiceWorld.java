package io.faultlore.engine.world.service;

import io.faultlore.engine.world.Label;
import io.faultlore.engine.world.World;
import java.util.List;

/** A system of services that lives, is changed and fails. */
public final class ServiceWorld implements World {
  private final Simulation simulation;
  private final Traffic traffic;

  private ServiceWorld(SystemPlan plan, long startUnixNano, long seed) {
    simulation = new Simulation(plan, startUnixNano, seed);
    traffic = new Traffic(simulation);
  }

  public static ServiceWorld of(SystemPlan plan, long startUnixNano, long seed) {
    return new ServiceWorld(plan, startUnixNano, seed);
  }

  @Override
  public void advance(long untilUnixNano, Outlet outlet) {
    simulation.run(untilUnixNano, outlet);
  }

  @Override
  public List<Label> labels() {
    return List.of();
  }

  Simulation simulation() {
    return simulation;
  }

  Traffic traffic() {
    return traffic;
  }
}
