package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.StepPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves the names in a plan: who calls what, and who consumes what. */
final class Wiring {
  private Wiring() {}

  static void connect(Simulation simulation) {
    for (Service service : simulation.services) {
      for (Operation operation : service.operations) {
        if (service.plan.technology().isBroker()) {
          operation.topic = new Topic(operation);
        }
      }
    }
    for (Service service : simulation.services) {
      for (Operation operation : service.operations) {
        link(simulation, operation);
        subscribe(simulation, operation);
      }
    }
  }

  private static void link(Simulation simulation, Operation operation) {
    for (int i = 0; i < operation.steps.length; i++) {
      if (operation.steps[i] instanceof StepPlan.Calls(List<StepPlan.CallPlan> parallel)) {
        Link[] links = new Link[parallel.size()];
        for (int j = 0; j < links.length; j++) {
          links[j] = link(simulation, operation.service, parallel.get(j));
        }
        operation.links[i] = links;
      }
    }
  }

  private static Link link(Simulation simulation, Service caller, StepPlan.CallPlan plan) {
    Service callee = simulation.service(plan.service());
    StepPlan.@Nullable CallPlan miss = plan.onMiss();
    return new Link(
        caller.edgeTo(callee),
        callee.operation(plan.operation()),
        plan,
        plan.timeoutMillis() * 1_000_000,
        miss == null ? null : link(simulation, caller, miss));
  }

  private static void subscribe(Simulation simulation, Operation operation) {
    if (!operation.plan.isConsumer()) {
      return;
    }
    Service broker = simulation.service(operation.plan.broker());
    Topic topic = broker.operation(operation.plan.topic()).topic;
    if (topic == null) {
      throw new IllegalArgumentException(broker + " is no broker");
    }
    Draw draw = new Draw(simulation.seed, "topic " + operation.plan.consumes() + operation.service);
    Topic.Group group = new Topic.Group(topic, operation, draw);
    topic.groups.add(group);
    operation.service.groups.add(group);
  }
}
