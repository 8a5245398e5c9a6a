package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;

/** What a request meets when a thread takes it, if it does not go well. */
final class Fate {
  /** Nothing is perfect: the share of requests that fail for no reason worth a look. */
  private static final double ACCIDENTS = 4e-5;

  private Fate() {}

  static Outcome of(Job job, long now) {
    ServerProcess process = job.process;
    Operation operation = job.operation;
    Draw draw = operation.service.draw;
    if (job.call != null && job.call.link.edge().credentialsRejected) {
      return Outcome.UNAUTHORIZED;
    }
    if (!process.admits(now)) {
      return Outcome.RATE_LIMITED;
    }
    if (job.message != null && job.message.poison) {
      return Outcome.EXCEPTION;
    }
    Condition condition = process.instance.condition;
    double exceptions = condition.exceptions + process.release.exceptions();
    boolean application = operation.service.plan.technology().isApplication();
    if (application && !operation.service.simulation.plan.calm()) {
      exceptions += ACCIDENTS;
    }
    if (draw.chance(exceptions)) {
      return Outcome.EXCEPTION;
    }
    if (operation.service.plan.technology().isCache()) {
      boolean hit = operation.service.warmth.hits(operation.service.plan.hitRatio(), draw);
      if (hit) {
        process.hits++;
      } else {
        process.misses++;
      }
      return hit ? Outcome.OK : Outcome.NOT_FOUND;
    }
    return draw.chance(operation.plan.harmlessErrors()) ? Outcome.NOT_FOUND : Outcome.OK;
  }
}
