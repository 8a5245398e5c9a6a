package io.faultlore.world.service.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where a kind of fault can be put in a system so that somebody notices: on what is used often
 * enough, and has what is to be broken.
 */
final class Targets {
  /** Requests a second below which a fault would go unnoticed for minutes. */
  private static final double RATE_MIN = .3;

  /** Requests a second of what is not used. */
  private static final double RATE_LEAST = .001;

  private final SystemPlan plan;
  private final Map<String, Double> rates;
  private final Map<String, Double> needed;

  Targets(SystemPlan plan) {
    this.plan = plan;
    this.rates = Flow.of(plan);
    this.needed = Flow.needed(plan);
  }

  /**
   * A place.
   *
   * @param instances of the service
   * @param single whether one instance is to be hit rather than all
   */
  record Target(String service, String other, int instances, boolean single) {}

  /** Where a fault of the kind is felt soon; none when the system has no such place. */
  List<Target> of(FaultKind kind) {
    return of(kind, RATE_MIN);
  }

  /** As {@link #of}; where nothing is used often, what is used most often of what is used. */
  List<Target> anyOf(FaultKind kind) {
    List<Target> targets = of(kind);
    for (double least = RATE_MIN / 2; targets.isEmpty() && least > RATE_LEAST; least /= 2) {
      targets = of(kind, least);
    }
    return targets;
  }

  private List<Target> of(FaultKind kind, double rateMin) {
    List<Target> targets = new ArrayList<>();
    for (ServicePlan service : plan.services()) {
      if (rate(service) >= rateMin && suits(kind, service)) {
        add(kind, service, rateMin, targets);
      }
    }
    return targets;
  }

  private void add(FaultKind kind, ServicePlan service, double rateMin, List<Target> targets) {
    switch (kind.scope()) {
      case INSTANCE -> {
        targets.add(new Target(service.name(), "", service.instances(), false));
        if (service.instances() > 1) {
          targets.add(new Target(service.name(), "", service.instances(), true));
        }
      }
      case HOST -> targets.add(new Target(service.name(), "", service.instances(), true));
      case SERVICE -> targets.add(new Target(service.name(), "", service.instances(), false));
      case EDGE -> addEdges(kind, service, rateMin, targets);
      case OPERATION -> {
        for (OperationPlan operation : service.operations()) {
          if (rate(service.name(), operation.name()) >= rateMin) {
            targets.add(new Target(service.name(), operation.name(), service.instances(), false));
          }
        }
      }
    }
  }

  private void addEdges(FaultKind kind, ServicePlan service, double rateMin, List<Target> targets) {
    for (ServicePlan callee : plan.services()) {
      double rate = needed.getOrDefault(Flow.key(service.name(), callee.name()), 0.0);
      if (rate >= rateMin && suitsAsCallee(kind, callee.technology())) {
        targets.add(new Target(service.name(), callee.name(), service.instances(), false));
      }
    }
  }

  private static boolean suitsAsCallee(FaultKind kind, Technology callee) {
    boolean secret = callee.isDatabase() || callee.isBroker() || callee == Technology.EXTERNAL;
    return !callee.isCache()
        && (kind != FaultKind.EXPIRED_CREDENTIALS || secret)
        && (kind != FaultKind.RETRY_STORM || !callee.isBroker());
  }

  private boolean suits(FaultKind kind, ServicePlan service) {
    Technology technology = service.technology();
    boolean own = technology.isApplication() && technology != Technology.ENVOY;
    return switch (kind) {
      case CPU_CONTENTION, CPU_THROTTLING, NETWORK_DELAY, PACKET_LOSS, CRASH_LOOP, INSTANCE_DOWN ->
          technology != Technology.EXTERNAL;
      case MEMORY_LEAK -> own;
      case GC_THRASH -> own && technology.collectsGarbage();
      case DISK_FULL -> has(service, step -> step instanceof StepPlan.Disk disk && disk.write());
      case SLOW_DISK -> has(service, step -> step instanceof StepPlan.Disk);
      case DNS_FAILURE, NETWORK_PARTITION, WRONG_CONFIGURATION, TIMEOUT_TOO_SHORT, RETRY_STORM ->
          technology.isApplication() && has(service, Targets::asks);
      case EXPIRED_CREDENTIALS -> own && has(service, Targets::asks);
      case POOL_EXHAUSTION, CONNECTION_LEAK -> own && has(service, this::asksThroughPool);
      case THREAD_STARVATION -> technology.hasThreadPool();
      case DEADLOCK, LOCK_CONTENTION -> has(service, step -> step instanceof StepPlan.Locked);
      case SLOW_QUERY -> technology.isDatabase();
      case CACHE_FLUSH, CACHE_STAMPEDE -> technology.isCache() && service.hitRatio() < 1;
      case QUEUE_BACKLOG, POISON_MESSAGE -> consumes(service);
      case DEPENDENCY_OUTAGE -> technology == Technology.EXTERNAL;
      case RATE_LIMITING -> own || technology == Technology.EXTERNAL;
      case BAD_DEPLOYMENT_EXCEPTIONS, BAD_DEPLOYMENT_SLOW -> own;
      case TRAFFIC_SPIKE -> technology == Technology.ENVOY;
      case NOISY_NEIGHBOUR, CLOCK_JUMP -> own;
      case LOAD_IMBALANCE -> own && service.instances() > 1;
    };
  }

  /** One connection of RPC carries many calls. */
  private boolean asksThroughPool(StepPlan step) {
    return step instanceof StepPlan.Calls calls
        && calls.parallel().stream()
            .map(call -> plan.service(call.service()).operations().get(0).protocol())
            .anyMatch(protocol -> protocol != Protocol.RPC);
  }

  private static boolean asks(StepPlan step) {
    return step instanceof StepPlan.Calls;
  }

  private static boolean has(ServicePlan service, Predicate<StepPlan> wanted) {
    return service.operations().stream()
        .flatMap(operation -> operation.steps().stream())
        .anyMatch(wanted);
  }

  private static boolean consumes(ServicePlan service) {
    return service.operations().stream().anyMatch(OperationPlan::isConsumer);
  }

  private double rate(ServicePlan service) {
    return service.operations().stream()
        .mapToDouble(operation -> rate(service.name(), operation.name()))
        .sum();
  }

  private double rate(String service, String operation) {
    return rates.getOrDefault(Flow.key(service, operation), 0.0);
  }
}
