package io.faultlore.engine.world.service;

import java.util.List;

/** What will be done to a system, in order of start. */
public record Schedule(List<Injection> injections, List<Change> changes) {
  public static final Schedule EMPTY = new Schedule(List.of(), List.of());

  public Schedule {
    injections = List.copyOf(injections);
    changes = List.copyOf(changes);
  }

  public static Schedule of(Injection... injections) {
    return new Schedule(List.of(injections), List.of());
  }
}
