package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.SystemPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What users ask for: a Poisson process whose rate follows the day, the week, slow wandering,
 * bursts and what faults and changes make of it.
 */
final class Traffic implements Happening {
  private static final int ARRIVAL = 0;
  private static final int WEATHER = 1;
  private static final double SECOND = 1e9;
  private static final long DAY = 86_400_000_000_000L;

  private final Simulation simulation;
  private final Draw arrivals;
  private final Draw weather;
  private final List<Operation> operations = new ArrayList<>();
  private final double[] weights;
  private double wandering = 1;
  private double burst = 1;

  /** Factors of the rate by entry. */
  private final double[] demand;

  Traffic(Simulation simulation) {
    this.simulation = simulation;
    this.arrivals = new Draw(simulation.seed, "arrivals");
    this.weather = new Draw(simulation.seed, "weather");
    List<SystemPlan.Entry> entries = simulation.plan.entries();
    this.weights = new double[entries.size()];
    this.demand = new double[entries.size()];
    double total = entries.stream().mapToDouble(SystemPlan.Entry::weight).sum();
    for (int i = 0; i < weights.length; i++) {
      SystemPlan.Entry entry = entries.get(i);
      weights[i] = simulation.plan.requestsPerSecond() * entry.weight() / total;
      demand[i] = 1;
      operations.add(simulation.service(entry.service()).operation(entry.operation()));
    }
    simulation.timeline.at(simulation.start, this, WEATHER);
    simulation.timeline.at(simulation.start, this, ARRIVAL);
  }

  @Override
  public void happen(int what, long now) {
    if (what == WEATHER) {
      changeWeather();
      simulation.timeline.at(now + (long) (10 * SECOND), this, WEATHER);
      return;
    }
    double rate = rate(now);
    double gap = arrivals.exponential(1 / rate);
    // A Poisson process forgets: a long gap is drawn again with the rate of its time.
    if (gap > 1) {
      simulation.timeline.at(now + (long) SECOND, this, ARRIVAL);
      return;
    }
    long next = now + (long) (gap * SECOND);
    Operation operation = choose();
    simulation.timeline.at(next, (code, time) -> simulation.enter(operation, time), 0);
    simulation.timeline.at(next, this, ARRIVAL);
  }

  private Operation choose() {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] * demand[i];
    }
    double at = arrivals.between(0, total);
    for (int i = 0; i < weights.length; i++) {
      at -= weights[i] * demand[i];
      if (at < 0) {
        return operations.get(i);
      }
    }
    return operations.get(weights.length - 1);
  }

  /** Requests a second. */
  double rate(long now) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += weights[i] * demand[i];
    }
    return simulation.plan.calm() ? total : total * wandering * burst * season(now);
  }

  /** The day has its peak in the afternoon, the week is quieter at its end; mean near 1. */
  private static double season(long now) {
    double day = (double) (now % DAY) / DAY;
    long weekday = (now / DAY + 3) % 7;
    double daily = 1 + .45 * Math.sin(2 * Math.PI * (day - .4)) + .1 * Math.sin(4 * Math.PI * day);
    return daily * (weekday >= 5 ? .75 : 1.08);
  }

  private void changeWeather() {
    wandering = Math.clamp(wandering * Math.exp(.03 * weather.gaussian()), .75, 1.35);
    wandering += .05 * (1 - wandering);
    burst = 1 + .7 * (burst - 1);
    if (weather.chance(.02)) {
      burst += weather.between(.2, .8);
    }
  }

  /** Users ask a service for more than a moment ago, by this factor: what presses it multiplies. */
  void press(Service service, double factor) {
    for (int i = 0; i < demand.length; i++) {
      if (operations.get(i).service == service) {
        demand[i] *= factor;
      }
    }
  }
}
