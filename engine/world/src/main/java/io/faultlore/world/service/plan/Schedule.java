package io.faultlore.world.service.plan;

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

  /**
   * Draws faults, one after the other, and changes over a time.
   *
   * @param kinds to choose from; those that have no place in the system are left out
   * @param pauseSeconds least time before the first fault and from the end of one to the next
   * @param changeSeconds mean time between changes, 0 for none
   */
  public static Schedule random(
      SystemPlan plan,
      List<FaultKind> kinds,
      long startUnixNano,
      long endUnixNano,
      int pauseSeconds,
      int changeSeconds,
      long seed) {
    return new RandomSchedule(plan, seed)
        .draw(kinds, startUnixNano, endUnixNano, pauseSeconds, changeSeconds);
  }
}
