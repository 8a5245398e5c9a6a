package io.faultlore.world.service;

import org.jspecify.annotations.Nullable;

/**
 * The caller's side of one attempt of a call: it waits for a connection, sends, and waits for the
 * answer until its patience ends. The callee is not told when it does.
 */
final class Call implements Happening {
  private static final int BEGIN = 0;
  private static final int ANSWERED = 1;
  private static final int GIVEN_UP = 2;

  final Job parent;
  final Link link;
  final int attempt;
  String spanId = "";
  long started;

  /** How it ended, known to the caller when it is closed. */
  Outcome outcome = Outcome.TIMED_OUT;

  private @Nullable Station<Call> pool;
  private boolean connected;
  private boolean closed;

  Call(Job parent, Link link, int attempt) {
    this.parent = parent;
    this.link = link;
    this.attempt = attempt;
  }

  @Override
  public void happen(int what, long now) {
    switch (what) {
      case BEGIN -> begin(now);
      case ANSWERED -> close(outcome, now);
      default -> close(connected ? Outcome.TIMED_OUT : Outcome.POOL_EXHAUSTED, now);
    }
  }

  void begin(long now) {
    if (parent.process.dead) {
      return;
    }
    started = now;
    Simulation simulation = simulation();
    spanId = simulation.spanId(parent.request, parent.operation.service);
    long shorter = link.edge().timeoutNanos;
    long patience = shorter > 0 ? shorter : link.timeoutNanos();
    simulation.timeline.at(now + patience, this, GIVEN_UP);
    pool = parent.process.pool(link.edge());
    if (pool == null) {
      connected(now);
      return;
    }
    switch (pool.enter(this, now)) {
      case NOW -> connected(now);
      case QUEUED -> {}
      case FULL -> {
        pool = null;
        end(Outcome.POOL_EXHAUSTED, 100_000, now);
      }
    }
  }

  /** Nobody waits for it any more. */
  boolean isClosed() {
    return closed || parent.process.dead;
  }

  /** A connection is free. */
  void connected(long now) {
    connected = true;
    Edge edge = link.edge();
    if (parent.process.instance.condition.namesUnresolved) {
      end(Outcome.UNRESOLVED, simulation().network.lookupNanos(), now);
      return;
    }
    if (edge.wrongAddress) {
      end(Outcome.MISCONFIGURED, 800_000, now);
      return;
    }
    send(now);
  }

  private void send(long now) {
    Instance target = link.target().service.choose();
    if (target == null) {
      end(Outcome.REFUSED, 1_000_000, now);
      return;
    }
    long delay = simulation().network.delay(link.edge(), parent.process, target.process);
    if (delay >= 0) {
      Job job = new Job(parent.request, link.target(), target.process, this, null);
      simulation().timeline.at(now + delay, job, Job.ARRIVE);
    }
  }

  /** The callee answers, or its machine does when nobody listens any more. */
  void answer(Outcome answer, ServerProcess from, long now) {
    if (closed) {
      return;
    }
    long delay = simulation().network.delay(link.edge(), from, parent.process);
    if (delay >= 0) {
      end(answer, delay, now);
    }
  }

  private void end(Outcome how, long delay, long now) {
    outcome = how;
    simulation().timeline.at(now + delay, this, ANSWERED);
  }

  private void close(Outcome how, long now) {
    if (closed) {
      return;
    }
    closed = true;
    outcome = how;
    if (connected) {
      release(now);
    }
    if (parent.process.dead) {
      return;
    }
    boolean again = how.isFailure() && how.isTransient() && attempt < link.attempts();
    parent.process.count(this);
    parent.process.instance.reporter.called(this, again, now);
    if (again) {
      simulation().timeline.at(now + pause(), new Call(parent, link, attempt + 1), BEGIN);
    } else if (link.onMiss() != null && how != Outcome.OK) {
      new Call(parent, link.onMiss(), 1).begin(now);
    } else {
      parent.called(link, how, now);
    }
  }

  /** Growing and jittered, unless somebody has taken that out. */
  private long pause() {
    double base = link.edge().stormRetries > 0 ? 2e6 : 5e7 * (1 << Math.min(6, attempt - 1));
    return (long) (base * parent.operation.service.draw.between(.5, 1.5));
  }

  private void release(long now) {
    Station<Call> held = pool;
    if (held == null) {
      return;
    }
    pool = null;
    if (parent.operation.service.draw.chance(parent.process.instance.condition.poolLeak)) {
      return;
    }
    held.leave(now);
    ServerProcess.servePool(held, now);
  }

  private Simulation simulation() {
    return parent.operation.service.simulation;
  }
}
