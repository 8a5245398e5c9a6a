package io.faultlore.world.service;

import io.faultlore.world.Label;
import io.faultlore.world.service.plan.Injection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An injection while it lasts: sets the level of its cause every second, and cures it at the end.
 */
final class Fault implements Happening {
  private static final int BEGIN = 0;
  private static final int TICK = 1;
  private static final int END = 2;

  private final Simulation simulation;
  private final Traffic traffic;
  private final Injection injection;
  private final String id;
  private Site site;
  private double level;

  /** Set when it has begun. */
  private Effects.@Nullable Usual usual;

  /** Set at the end, for what is known of a service's past fades. */
  private @Nullable List<String> victims;

  Fault(Simulation simulation, Traffic traffic, Injection injection, String id) {
    this.simulation = simulation;
    this.traffic = traffic;
    this.injection = injection;
    this.id = id;
    this.site = Site.of(simulation, traffic, injection);
    check();
    simulation.timeline.at(injection.startUnixNano(), this, BEGIN);
    simulation.timeline.at(injection.endUnixNano(), this, END);
  }

  private void check() {
    if (injection.startUnixNano() < simulation.start) {
      throw new IllegalArgumentException(id + " would start before the world");
    }
    if (site.instances().isEmpty()) {
      throw new IllegalArgumentException(
          injection.service() + " has no instance " + injection.instance());
    }
  }

  @Override
  public void happen(int what, long now) {
    switch (what) {
      case BEGIN -> tick(now);
      case TICK -> {
        if (now < injection.endUnixNano()) {
          tick(now);
        }
      }
      default -> end(now);
    }
  }

  private void tick(long now) {
    followInstances();
    double seconds = (now - injection.startUnixNano()) / 1e9;
    double duration = (injection.endUnixNano() - injection.startUnixNano()) / 1e9;
    double next = injection.strength() * injection.onset().level(seconds, duration);
    turn(next, now);
    simulation.timeline.at(now + Timeline.SECOND, this, TICK);
  }

  private void turn(double next, long now) {
    Effects.Usual healthy = usual == null ? site.usual(now) : usual;
    usual = healthy;
    new Effects(site, next, level, healthy, now).set(injection.kind());
    level = next;
  }

  /** Instances come and go; one that has gone before it was hit is replaced by another. */
  private void followInstances() {
    Site next = Site.of(simulation, traffic, injection);
    if (next.instances().isEmpty()) {
      next = next.at(next.service().instances.getFirst());
    }
    if (injection.instance() == Injection.ALL || level == 0) {
      site = next;
    }
  }

  private void end(long now) {
    victims = Victims.of(simulation, site, injection, now);
    turn(0, now);
    switch (injection.kind()) {
      // What was left behind goes only with the process.
      case DEADLOCK, CONNECTION_LEAK, MEMORY_LEAK ->
          site.instances().forEach(instance -> instance.restart(now));
      default -> {}
    }
  }

  boolean hasBegun() {
    return usual != null;
  }

  Label.Fault label(long now) {
    boolean one = injection.instance() != Injection.ALL;
    return new Label.Fault(
        id,
        injection.startUnixNano(),
        injection.endUnixNano(),
        injection.service(),
        one ? site.instances().get(0).reporter.name() : "",
        injection.kind().type(),
        victims == null ? Victims.of(simulation, site, injection, now) : victims);
  }
}
