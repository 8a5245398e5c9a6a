package io.faultlore.engine.world.service;

import io.faultlore.engine.world.service.plan.StepPlan;
import io.faultlore.engine.world.service.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The callee's side of a call, or the work for a user, a timer or a message: it waits for a thread
 * and holds it until the last step is done, also while it waits for others.
 */
final class Job implements Happening {
  static final int ARRIVE = 0;
  private static final int COMPUTED = 1;
  private static final int TRANSFERRED = 2;
  private static final int UNLOCKED = 3;
  private static final int LOCK_GIVEN_UP = 4;

  /** After which a database gives up waiting for a lock; a program's monitor has no such limit. */
  private static final long LOCK_PATIENCE = 5_000_000_000L;

  final Request request;
  final Operation operation;
  final ServerProcess process;
  final @Nullable Call call;
  final @Nullable Message message;
  final Topic.@Nullable Group group;

  /** Of the span of this job, or the empty string. */
  String spanId = "";

  /** Of the span below which everything done for it stands: this job's, or one inside it. */
  String innerId = "";

  /** When a thread took it. */
  long started;

  /** Among the active jobs of the process. */
  int place;

  /** Why it will fail or has failed. */
  Outcome fate = Outcome.OK;

  private int step = -1;
  private long stepped;
  private int pending;
  private boolean waitsForLock;

  Job(
      Request request,
      Operation operation,
      ServerProcess process,
      @Nullable Call call,
      @Nullable Message message,
      Topic.@Nullable Group group) {
    this.request = request;
    this.operation = operation;
    this.process = process;
    this.call = call;
    this.message = message;
    this.group = group;
  }

  @Override
  public void happen(int what, long now) {
    if (what == ARRIVE) {
      arrive(now);
      return;
    }
    if (what == COMPUTED) {
      process.instance.host.idle();
    }
    if (!process.dead) {
      switch (what) {
        case COMPUTED -> computed(now);
        case TRANSFERRED -> transferred(now);
        case UNLOCKED -> unlocked(now);
        default -> giveUpLock(now);
      }
    }
  }

  private void arrive(long now) {
    if (process.dead || process.instance.condition.rejectsAll) {
      refuse(Outcome.REFUSED, now);
      return;
    }
    switch (process.threads.enter(this, now)) {
      case NOW -> {
        process.add(this);
        start(now);
      }
      case QUEUED -> process.add(this);
      case FULL -> {
        process.instance.reporter.log(
            Occasion.QUEUE_FULL, null, operation.plan.name(), process.threads.waiting(), now);
        operation.pulse.add(0, true, now);
        refuse(Outcome.OVERLOADED, now);
      }
    }
  }

  private void refuse(Outcome outcome, long now) {
    if (call != null) {
      call.answer(outcome, process, now);
    } else if (group != null && message != null) {
      process.consuming--;
      group.done(message, true, now);
    }
  }

  /** A thread is free. */
  void start(long now) {
    started = now;
    spanId = operation.service.simulation.spanId(request, operation.service);
    boolean layered = operation.service.plan.telemetry().layered() && !spanId.isEmpty();
    innerId = layered ? operation.service.simulation.spanId() : spanId;
    process.instance.reporter.started(this, now);
    fate = Fate.of(this, now);
    next(now);
  }

  /** A core is free. */
  void compute(long now) {
    StepPlan.Work work = (StepPlan.Work) operation.steps[step];
    Service service = operation.service;
    long took = process.cpuNanos(operation, work.cpu().nanos(service.draw) * request.size(), now);
    process.instance.host.busy();
    service.simulation.timeline.at(now + took, this, COMPUTED);
  }

  private void computed(long now) {
    process.cpu.leave(now);
    process.serveCpu(now);
    if (operation.steps[step] instanceof StepPlan.Work(String name, Timing cpu)
        && !name.isEmpty()) {
      process.instance.reporter.spans.worked(this, name, stepped, now);
    }
    if (fate.isFailure()) {
      finish(now);
    } else {
      next(now);
    }
  }

  /** A disk channel is free. */
  void transfer(long now) {
    StepPlan.Disk plan = (StepPlan.Disk) operation.steps[step];
    Condition condition = process.instance.condition;
    double factor = condition.disk * operation.work * request.size();
    long took = (long) (plan.time().nanos(operation.service.draw) * factor);
    process.instance.host.disk(took);
    process.rowsRead += plan.write() ? 1 : (long) (20 * operation.work);
    operation.service.simulation.timeline.at(now + took, this, TRANSFERRED);
  }

  private void transferred(long now) {
    process.disk.leave(now);
    process.serveDisk(now);
    StepPlan.Disk plan = (StepPlan.Disk) operation.steps[step];
    if (plan.write() && process.instance.condition.diskFull) {
      fate = Outcome.DISK_FULL;
      process.instance.reporter.log(Occasion.DISK_FULL, this, operation.plan.name(), 0, now);
      finish(now);
    } else {
      next(now);
    }
  }

  /** The lock is free. */
  void unblocked(long now) {
    if (waitsForLock) {
      waitsForLock = false;
      hold(now);
    } else {
      process.lock.leave(now);
    }
  }

  private void hold(long now) {
    Condition condition = process.instance.condition;
    if (operation.service.draw.chance(condition.deadlock)) {
      deadlock(now);
      return;
    }
    StepPlan.Locked plan = (StepPlan.Locked) operation.steps[step];
    long took = (long) (plan.hold().nanos(operation.service.draw) * condition.lock);
    operation.service.simulation.timeline.at(now + took, this, UNLOCKED);
  }

  /** A database finds out after a second; a program's threads wait until somebody kills it. */
  private void deadlock(long now) {
    process.deadlocks++;
    if (operation.service.plan.technology().isDatabase()) {
      fate = Outcome.LOCK_TIMEOUT;
      process.instance.reporter.log(Occasion.DEADLOCK, this, operation.plan.name(), 0, now);
      operation.service.simulation.timeline.at(now + 1_000_000_000L, this, UNLOCKED);
    }
  }

  private void unlocked(long now) {
    process.lock.leave(now);
    process.serveLock(now);
    if (fate.isFailure()) {
      finish(now);
    } else {
      next(now);
    }
  }

  private void giveUpLock(long now) {
    if (waitsForLock) {
      waitsForLock = false;
      fate = Outcome.LOCK_TIMEOUT;
      process.instance.reporter.log(Occasion.LOCK_TIMEOUT, this, operation.plan.name(), 0, now);
      finish(now);
    }
  }

  private void next(long now) {
    boolean on = true;
    while (on) {
      step++;
      stepped = now;
      on = step < operation.steps.length && passes(now);
    }
    if (step == operation.steps.length && pending == 0) {
      finish(now);
    }
  }

  /** Begins a step; true when there is nothing to wait for. */
  private boolean passes(long now) {
    switch (operation.steps[step]) {
      case StepPlan.Work work -> {
        if (process.cpu.enter(this, now) == Station.Admission.NOW) {
          compute(now);
        }
      }
      case StepPlan.Disk disk -> {
        if (process.disk.enter(this, now) == Station.Admission.NOW) {
          transfer(now);
        }
      }
      case StepPlan.Locked lock -> enterLock(now);
      case StepPlan.Calls calls -> {
        return !callAll(now);
      }
    }
    return false;
  }

  private void enterLock(long now) {
    if (process.lock.enter(this, now) == Station.Admission.NOW) {
      hold(now);
      return;
    }
    waitsForLock = true;
    process.lockWaits++;
    if (operation.service.plan.technology().isDatabase()) {
      operation.service.simulation.timeline.at(now + LOCK_PATIENCE, this, LOCK_GIVEN_UP);
    }
  }

  private boolean callAll(long now) {
    for (Link link : operation.links[step]) {
      if (link.plan().probability() >= 1
          || operation.service.draw.chance(link.plan().probability())) {
        pending++;
        new Call(this, link, 1).begin(now);
      }
    }
    return pending > 0;
  }

  /** A call and all its attempts are over. */
  void called(Link link, Outcome outcome, long now) {
    pending--;
    if (outcome.isFailure() && !link.plan().optional()) {
      fate = outcome.atCaller();
    }
    if (pending > 0) {
      return;
    }
    if (fate.isFailure()) {
      finish(now);
    } else {
      next(now);
    }
  }

  private void finish(long now) {
    Outcome outcome = fate;
    Service service = operation.service;
    process.remove(this);
    process.threads.leave(now);
    (outcome.isFailure() ? process.bad : process.good)[operation.index].add(now - started);
    operation.pulse.add(now - started, outcome.isFailure(), now);
    double leak = process.instance.condition.leakPerRequest;
    process.heap.allocate(service.bytesPerRequest, leak, now);
    process.instance.reporter.served(this, outcome, now);
    if (operation.topic != null && call != null && !outcome.isFailure()) {
      operation.topic.publish(request, call.spanId, now);
    }
    if (call != null) {
      call.answer(outcome, process, now);
    }
    if (group != null && message != null) {
      process.consuming--;
      group.done(message, outcome.isFailure(), now);
      group.deliver(now);
    }
    if (process.heap.isFull()) {
      process.instance.dieAt(now);
    }
    process.serveThreads(now);
  }

  /** Its process has died. */
  void orphan(long now) {
    if (call != null) {
      call.answer(Outcome.RESET, process, now);
    } else if (group != null && message != null) {
      group.done(message, true, now);
    }
  }
}
