package io.faultlore.world.service;

import io.faultlore.world.service.plan.StepPlan;
import org.jspecify.annotations.Nullable;

/** A planned call, its names resolved. */
record Link(
    Edge edge, Operation target, StepPlan.CallPlan plan, long timeoutNanos, @Nullable Link onMiss) {
  int attempts() {
    return 1 + (edge.stormRetries > 0 ? edge.stormRetries : plan.retries());
  }
}
