package io.faultlore.engine.world.service;

import io.faultlore.engine.world.service.plan.FaultKind;
import io.faultlore.engine.world.service.plan.Injection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a fault is, its names resolved. */
record Site(
    Simulation simulation,
    Traffic traffic,
    Service service,
    List<Instance> instances,
    @Nullable Edge edge,
    @Nullable Operation operation) {

  static Site of(Simulation simulation, Traffic traffic, Injection injection) {
    Service service = simulation.service(injection.service());
    boolean all = injection.instance() == Injection.ALL;
    List<Instance> instances =
        service.instances.stream()
            .filter(instance -> all || instance.number == injection.instance())
            .toList();
    FaultKind.Scope scope = injection.kind().scope();
    Edge edge = scope == FaultKind.Scope.EDGE ? edge(service, injection.other()) : null;
    Operation operation =
        scope == FaultKind.Scope.OPERATION ? service.operation(injection.other()) : null;
    return new Site(simulation, traffic, service, instances, edge, operation);
  }

  Site at(Instance instance) {
    return new Site(simulation, traffic, service, List.of(instance), edge, operation);
  }

  private static Edge edge(Service caller, String callee) {
    return caller.edges.stream()
        .filter(edge -> edge.callee.plan.name().equals(callee))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(caller + " does not call '" + callee + "'"));
  }

  Edge theEdge() {
    if (edge == null) {
      throw new IllegalStateException("a fault of an edge has none");
    }
    return edge;
  }

  Operation theOperation() {
    if (operation == null) {
      throw new IllegalStateException("a fault of an operation has none");
    }
    return operation;
  }

  /** Requests a second at one instance in the last minutes. */
  double rate(long now) {
    long from = Math.max(simulation.start, now - 180_000_000_000L);
    double seconds = Math.max(10, (now - from) / 1e9);
    long requests = service.between(from, now).requests();
    return Math.max(.02, requests / seconds / Math.max(1, service.ready()));
  }

  /** Usual time of a call along the edge, nanoseconds. */
  double usualNanos(long now) {
    Pulse.Sums sums = theEdge().callee.between(now - 300_000_000_000L, now);
    double inside = sums.requests() == 0 ? 5e6 : Math.exp(sums.meanLog());
    return inside + 3 * theEdge().baseDelay;
  }
}
