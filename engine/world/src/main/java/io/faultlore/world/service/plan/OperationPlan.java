package io.faultlore.world.service.plan;

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
    if (!consumes.isEmpty() && consumes.indexOf('/') < 1) {
      throw new IllegalArgumentException(name + " consumes '" + consumes + "', not broker/topic");
    }
  }

  /** Whether it works on messages rather than being asked. */
  public boolean isConsumer() {
    return !consumes.isEmpty();
  }

  /** The service from which a consumer has its messages; the empty string for what is asked. */
  public String broker() {
    return consumes.substring(0, Math.max(0, consumes.indexOf('/')));
  }

  /** The topic whose messages a consumer works on; the empty string for what is asked. */
  public String topic() {
    return consumes.substring(consumes.indexOf('/') + 1);
  }
}
