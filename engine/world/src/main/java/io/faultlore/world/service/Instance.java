package io.faultlore.world.service;

import io.faultlore.world.service.plan.Technology;

/** A place in which processes of a service live one after the other: a pod on a host. */
final class Instance implements Happening {
  private static final int LEAVE_ROTATION = 0;
  private static final int START = 1;
  private static final int READY = 2;
  private static final int STOP = 3;
  private static final int DIE = 4;

  final Service service;
  final Host host;
  final int number;
  final Condition condition = new Condition();
  final Reporter reporter;
  ServerProcess process;

  /** Whether somebody listens. */
  boolean up = true;

  /** Whether callers are sent here. */
  boolean ready = true;

  /** Whether it will never start again. */
  private boolean retired;

  int restarts;

  Instance(Service service, Host host, int number, long now) {
    this.service = service;
    this.host = host;
    this.number = number;
    this.process = new ServerProcess(this, service.release, now);
    this.reporter = new Reporter(this, now);
  }

  /** Kills the process; the platform notices and starts another. */
  void kill(long now) {
    if (!up) {
      return;
    }
    up = false;
    restarts++;
    process.die(now);
    reporter.loseUnsent();
    Timeline timeline = service.simulation.timeline;
    timeline.at(now + service.draw.between(2, 6) * Timeline.SECOND, this, LEAVE_ROTATION);
    long backOff = Math.min(60, 1L << Math.min(6, crashes(now)));
    timeline.at(now + (service.draw.between(4, 12) + backOff) * Timeline.SECOND, this, START);
  }

  /** Restarts after the requests in progress are done. */
  void restart(long now) {
    if (up && ready) {
      ready = false;
      reporter.log(Occasion.STOPPING, null, service.plan.name(), 0, now);
      service.simulation.timeline.at(now + 8 * Timeline.SECOND, this, STOP);
    }
  }

  /** Is there, but has not started yet. */
  void boot(long now) {
    up = false;
    ready = false;
    service.simulation.timeline.at(now + service.draw.between(3, 9) * Timeline.SECOND, this, START);
  }

  /** Goes for good after the requests in progress are done. */
  void retire(long now) {
    retired = true;
    ready = false;
    reporter.log(Occasion.STOPPING, null, service.plan.name(), 0, now);
    service.simulation.timeline.at(now + 8 * Timeline.SECOND, this, STOP);
  }

  boolean isRetired() {
    return retired && !up;
  }

  /** The process dies of something within when this moment comes. */
  void dieAt(long time) {
    service.simulation.timeline.at(time, this, DIE);
  }

  @Override
  public void happen(int what, long now) {
    switch (what) {
      case LEAVE_ROTATION -> ready &= up;
      case START -> start(now);
      case READY -> becomeReady(now);
      case STOP -> stop(now);
      default -> die(now);
    }
  }

  private void stop(long now) {
    if (up) {
      up = false;
      process.die(now);
      reporter.flush(now);
      if (!retired) {
        service.simulation.timeline.at(
            now + (long) (service.draw.between(2.0, 6.0) * Timeline.SECOND), this, START);
      }
    }
    if (retired) {
      service.forget(this);
    }
  }

  private void start(long now) {
    if (up || retired) {
      return;
    }
    if (condition.keptDown) {
      service.simulation.timeline.at(now + 5 * Timeline.SECOND, this, START);
      return;
    }
    process = new ServerProcess(this, service.release, now);
    up = true;
    service.warmth.coolDown(service.instances.size());
    reporter.began();
    reporter.log(Occasion.STARTING, null, process.release.version(), 0, now);
    service.simulation.timeline.at(now + service.draw.between(2, 6) * Timeline.SECOND, this, READY);
    if (condition.diesAfterNanos > 0) {
      dieAt(now + condition.diesAfterNanos);
    }
  }

  private void becomeReady(long now) {
    if (up) {
      ready = true;
      long took = (now - process.started) / 1_000_000;
      reporter.log(Occasion.READY, null, service.plan.name(), took, now);
      service.deliverMessages(now);
    }
  }

  private void die(long now) {
    if (up && condition.diesAfterNanos > 0) {
      reporter.log(Occasion.CRASHED, null, service.plan.name(), 0, now);
      reporter.flush(now);
      kill(now);
    } else if (up && process.heap.isFull()) {
      tellOutOfMemory(now);
      kill(now);
    }
  }

  /** Some runtimes notice; the others are killed by the kernel without a word. */
  private void tellOutOfMemory(long now) {
    Technology technology = service.plan.technology();
    if (technology.isJvm() || technology == Technology.NODE) {
      String where = technology.isJvm() ? "java.lang.OutOfMemoryError" : "JavaScript heap";
      reporter.log(Occasion.OUT_OF_MEMORY, null, where, 0, now);
      reporter.flush(now);
    }
  }

  /** Restarts soon after each other count, as the platform counts them. */
  private int crashes(long now) {
    boolean young = now - process.started < 120 * Timeline.SECOND;
    return young ? Math.min(restarts, 5) : 0;
  }
}
