package io.faultlore.world.service;

import io.faultlore.world.service.plan.StepPlan;
import io.faultlore.world.service.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The callee's side of a call, or the work for a user, a timer or a message: it waits for a thread
 * and holds it until the last step is done, also while it waits for others.
 *
 * <p>From its start on it does step after step; each ends in {@link #goOn}, or in {@link #finish}
 * when it has failed.
 */
final class Job implements Happening {
  static final int ARRIVE = 0;
  private static final int COMPUTED = 1;
  private static final int TRANSFERRED = 2;
  static final int UNLOCKED = 3;
  static final int LOCK_GIVEN_UP = 4;

  final Request request;
  final Operation operation;
  final ServerProcess process;

  /** What it was asked by, or null. */
  final @Nullable Call call;

  /** What it works on, or null. */
  final @Nullable Message message;

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

  /** Whether it stands in the line of the {@link Lock}, which keeps this. */
  boolean waitsForLock;

  Job(
      Request request,
      Operation operation,
      ServerProcess process,
      @Nullable Call call,
      @Nullable Message message) {
    this.request = request;
    this.operation = operation;
    this.process = process;
    this.call = call;
    this.message = message;
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
        case UNLOCKED -> {
          process.lock.leave(now);
          goOn(now);
        }
        default -> {
          if (process.lock.giveUp(this)) {
            fail(Outcome.LOCK_TIMEOUT, Occasion.LOCK_TIMEOUT, now);
            finish(now);
          }
        }
      }
    }
  }

  private void arrive(long now) {
    if (process.dead || process.instance.condition.rejectsAll) {
      answer(Outcome.REFUSED, now);
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
        answer(Outcome.OVERLOADED, now);
      }
    }
  }

  /** Tells whoever waits for it; users and timers do not care. */
  private void answer(Outcome outcome, long now) {
    if (call != null) {
      call.answer(outcome, process, now);
    } else if (message != null) {
      process.consuming--;
      message.group.done(message, outcome.isFailure(), now);
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
    goOn(now);
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
    if (plan.write() && process.instance.condition.isDiskFull()) {
      fail(Outcome.DISK_FULL, Occasion.DISK_FULL, now);
    }
    goOn(now);
  }

  /** For how long the step that it is at holds the lock. */
  long lockNanos() {
    StepPlan.Locked plan = (StepPlan.Locked) operation.steps[step];
    return (long) (plan.hold().nanos(operation.service.draw) * process.instance.condition.lock);
  }

  /** Something is wrong, and the process says so. */
  void fail(Outcome why, Occasion said, long now) {
    fate = why;
    process.instance.reporter.log(said, this, operation.plan.name(), 0, now);
  }

  /** A step is done. */
  private void goOn(long now) {
    if (fate.isFailure()) {
      finish(now);
    } else {
      next(now);
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
      case StepPlan.Locked lock -> process.lock.enter(this, now);
      case StepPlan.Calls calls -> {
        return !callAll(now);
      }
    }
    return false;
  }

  /** Whether any call was made, for not every request makes each. */
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
    if (pending == 0) {
      goOn(now);
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
    answer(outcome, now);
    if (message != null) {
      message.group.deliver(now);
    }
    if (process.heap.isFull()) {
      process.instance.dieAt(now);
    }
    process.serveThreads(now);
  }

  /** Its process has died. */
  void orphan(long now) {
    answer(Outcome.RESET, now);
  }
}
