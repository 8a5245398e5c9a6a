package io.faultlore.engine.world.service.plan;

import java.util.List;

/**
 * Something a service does when asked.
 *
 * @param name HTTP: method and route; RPC: service/method; SQL: statement summary; cache: command;
 *     messaging: topic; job: its name
 * @param harmlessErrors share of requests that end in "not found"
 * @param consumes for a consumer {@code broker/topic}, else the empty string
 */
public record OperationPlan(
    String name, Protocol protocol, List<StepPlan> steps, double harmlessErrors, String consumes) {
  public OperationPlan {
    steps = List.copyOf(steps);
    if (!(harmlessErrors >= 0 && harmlessErrors < 1)) {
      throw new IllegalArgumentException("harmlessErrors of " + name + " is not in [0, 1)");
    }
    if (steps.isEmpty() || !(steps.get(0) instanceof StepPlan.Work)) {
      throw new IllegalArgumentException(name + " does not begin with work");
    }
  }
}
