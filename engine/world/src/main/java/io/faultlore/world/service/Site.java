package io.faultlore.world.service;

import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
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
  private static final long RATE_NANOS = 180 * Timeline.SECOND;
  private static final long EDGE_NANOS = 300 * Timeline.SECOND;

  /** Requests a second at what is hardly ever asked. */
  private static final double RATE_MIN = .02;

  /** Of a callee that nobody has asked yet. */
  private static final double UNKNOWN_NANOS = 5e6;

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

  /** How it has fared in the last minutes. */
  Effects.Usual usual(long now) {
    return new Effects.Usual(rate(now), edge == null ? 0 : edgeNanos(edge, now));
  }

  private double rate(long now) {
    long from = Math.max(simulation.start, now - RATE_NANOS);
    double seconds = Math.max(10, (now - from) / 1e9);
    long requests = service.between(from, now).requests();
    return Math.max(RATE_MIN, requests / seconds / Math.max(1, service.ready()));
  }

  /** There and back, with jitter, and the geometric mean of the time inside. */
  private static double edgeNanos(Edge edge, long now) {
    RequestSums sums = edge.callee.between(now - EDGE_NANOS, now);
    double inside = sums.requests() == 0 ? UNKNOWN_NANOS : Math.exp(sums.meanLog());
    return inside + 3 * edge.baseDelay;
  }
}
