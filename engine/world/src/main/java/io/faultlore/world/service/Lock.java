package io.faultlore.world.service;

/**
 * The lock of a process: a row, a table, a monitor. One job holds it, the others wait in line. A
 * database gives up waiting and finds deadlocks; the threads of a program do neither.
 */
final class Lock {
  private static final long PATIENCE_NANOS = 5 * Timeline.SECOND;

  /** Until a database has found a deadlock and lets go of the lock. */
  private static final long DEADLOCK_NANOS = Timeline.SECOND;

  private final ServerProcess process;
  private final boolean database;
  private final Station<Job> station;
  private long waits;
  private long deadlocks;

  /** A lock; its line is bounded by the threads of the process. */
  Lock(ServerProcess process, long now) {
    this.process = process;
    this.database = process.instance.service.plan.technology().isDatabase();
    this.station = new Station<>(1, Integer.MAX_VALUE, now);
  }

  /** A job at a step that is {@link Job#lockNanos locked} wants it. */
  void enter(Job job, long now) {
    if (station.enter(job, now) == Station.Admission.NOW) {
      hold(job, now);
      return;
    }
    job.waitsForLock = true;
    waits++;
    if (database) {
      timeline().at(now + PATIENCE_NANOS, job, Job.LOCK_GIVEN_UP);
    }
  }

  /** The patience of a job has ended; false when it has had the lock in the meantime. */
  boolean giveUp(Job job) {
    boolean waited = job.waitsForLock;
    job.waitsForLock = false;
    return waited;
  }

  /** Who holds it lets go. */
  void leave(long now) {
    station.leave(now);
    for (Job job = station.next(now); job != null; job = station.next(now)) {
      if (job.waitsForLock) {
        job.waitsForLock = false;
        hold(job, now);
      } else {
        station.leave(now);
      }
    }
  }

  private void hold(Job job, long now) {
    if (job.operation.service.draw.chance(process.instance.condition.deadlock)) {
      deadlock(job, now);
      return;
    }
    timeline().at(now + job.lockNanos(), job, Job.UNLOCKED);
  }

  private void deadlock(Job job, long now) {
    deadlocks++;
    if (database) {
      job.fail(Outcome.LOCK_TIMEOUT, Occasion.DEADLOCK, now);
      timeline().at(now + DEADLOCK_NANOS, job, Job.UNLOCKED);
    }
  }

  private Timeline timeline() {
    return process.instance.service.simulation.timeline;
  }

  /** How many have it or wait for it. */
  int wanted() {
    return station.busy() + station.waiting();
  }

  /** How many had to wait so far. */
  long waits() {
    return waits;
  }

  long deadlocks() {
    return deadlocks;
  }
}
