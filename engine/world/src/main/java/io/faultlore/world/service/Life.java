package io.faultlore.world.service;

import io.faultlore.world.service.plan.ChangeKind;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.Protocol;
import io.faultlore.world.service.plan.ServicePlan;

/**
 * What goes on in every system without anybody planning it: slow drift, automatic scaling, timers
 * that start work.
 */
final class Life implements Happening {
  private static final int DRIFT = 0;
  private static final int SCALE = 1;
  private static final long SCALE_NANOS = 30 * Timeline.SECOND;

  /** Share of the cores in use above which an instance is added. */
  private static final double BUSY = .6;

  /** Share below which one is taken away, when it has lasted for five minutes. */
  private static final double IDLE = .12;

  private static final int IDLE_TIMES = 10;

  /** Drift is slow, and a service is never more than a fifth off. */
  private static final double DRIFT_SIGMA = .004;

  private final Simulation simulation;
  private final Changes changes;
  private final Draw draw;

  /** By service: core nanoseconds used until the last look. */
  private final long[] busyBefore;

  /** By service: looks in a row at which it was idle. */
  private final int[] quiet;

  Life(Simulation simulation, Changes changes) {
    this.simulation = simulation;
    this.changes = changes;
    this.draw = new Draw(simulation.seed, "life");
    this.busyBefore = new long[simulation.services.size()];
    this.quiet = new int[simulation.services.size()];
  }

  void begin() {
    if (!simulation.plan.calm()) {
      simulation.timeline.at(simulation.start + 60 * Timeline.SECOND, this, DRIFT);
      simulation.timeline.at(simulation.start + SCALE_NANOS, this, SCALE);
      for (Service service : simulation.services) {
        startTimer(service);
      }
    }
  }

  @Override
  public void happen(int what, long now) {
    if (what == DRIFT) {
      for (Service service : simulation.services) {
        double next = service.drift * Math.exp(DRIFT_SIGMA * draw.gaussian());
        service.drift = Math.clamp(next, .85, 1.2);
      }
      simulation.timeline.at(now + 60 * Timeline.SECOND, this, DRIFT);
    } else {
      simulation.services.forEach(service -> scale(service, now));
      simulation.timeline.at(now + SCALE_NANOS, this, SCALE);
    }
  }

  private void scale(Service service, long now) {
    if (!service.plan.autoscaled()) {
      return;
    }
    long busy = 0;
    for (Instance instance : service.instances) {
      busy += instance.process.cpu.busyNanos(now);
    }
    long cores = (long) service.plan.cores() * Math.max(1, service.ready());
    double share = (double) (busy - busyBefore[service.index]) / (cores * SCALE_NANOS);
    busyBefore[service.index] = busy;
    quiet[service.index] = share < IDLE ? quiet[service.index] + 1 : 0;
    int most = Math.min(ServicePlan.INSTANCES_MAX, 2 * service.plan.instances());
    if (share > BUSY && service.instances.size() < most) {
      service.scaleOut(now);
      changes.label(ChangeKind.SCALE_OUT, service, now, now + 2 * SCALE_NANOS);
    } else if (quiet[service.index] > IDLE_TIMES && service.ready() > service.plan.instances()) {
      service.scaleIn(now);
      changes.label(ChangeKind.SCALE_IN, service, now, now + 2 * SCALE_NANOS);
      quiet[service.index] = 0;
    }
  }

  private void startTimer(Service service) {
    for (Operation operation : service.operations) {
      if (operation.plan.protocol() == Protocol.JOB) {
        Timer timer = new Timer(service, operation, new Draw(simulation.seed, "timer " + service));
        simulation.timeline.at(simulation.start + timer.first, timer, 0);
      }
    }
  }

  /** Starts some jobs every 15 to 60 minutes. */
  private final class Timer implements Happening {
    private final Service service;
    private final Operation operation;
    private final Draw draw;
    private final long every;
    private final int jobs;
    final long first;

    Timer(Service service, Operation operation, Draw draw) {
      this.service = service;
      this.operation = operation;
      this.draw = draw;
      this.every = draw.between(3, 12) * 300L * Timeline.SECOND;
      this.jobs = draw.between(20, 120);
      this.first = (long) (every * draw.between(.1, 1.0));
    }

    @Override
    public void happen(int what, long now) {
      changes.label(ChangeKind.CRON_JOB, service, now, now + 60 * Timeline.SECOND);
      for (int i = 0; i < jobs; i++) {
        long at = now + (long) (draw.between(0.0, 45.0) * Timeline.SECOND);
        simulation.timeline.at(at, (code, time) -> simulation.enter(operation, time), 0);
      }
      simulation.timeline.at(now + every, this, 0);
    }
  }
}
