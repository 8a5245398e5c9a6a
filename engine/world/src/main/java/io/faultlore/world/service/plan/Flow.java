package io.faultlore.world.service.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests a second that a plan leads to when all goes well. */
final class Flow {
  private final SystemPlan plan;
  private final Map<String, Double> rates = new LinkedHashMap<>();
  private final Map<String, Double> needed = new LinkedHashMap<>();

  private Flow(SystemPlan plan) {
    this.plan = plan;
  }

  /** At each operation, by {@link #key}. */
  static Map<String, Double> of(SystemPlan plan) {
    return followed(plan).rates;
  }

  /** From a service to each other without whose answer it fails, by {@link #key} of the two. */
  static Map<String, Double> needed(SystemPlan plan) {
    return followed(plan).needed;
  }

  private static Flow followed(SystemPlan plan) {
    Flow flow = new Flow(plan);
    double weights = plan.entries().stream().mapToDouble(SystemPlan.Entry::weight).sum();
    for (SystemPlan.Entry entry : plan.entries()) {
      double rate = plan.requestsPerSecond() * entry.weight() / weights;
      flow.follow(entry.service(), entry.operation(), rate);
    }
    return flow;
  }

  static String key(String service, String other) {
    return service + "/" + other;
  }

  private void follow(String service, String operation, double rate) {
    ServicePlan callee = plan.service(service);
    rates.merge(key(service, operation), rate, Double::sum);
    for (OperationPlan candidate : callee.operations()) {
      if (candidate.name().equals(operation)) {
        for (StepPlan step : candidate.steps()) {
          if (step instanceof StepPlan.Calls calls) {
            calls.parallel().forEach(call -> follow(service, call, rate));
          }
        }
      }
    }
    if (callee.technology().isBroker()) {
      String topic = key(service, operation);
      for (ServicePlan consumer : plan.services()) {
        for (OperationPlan consuming : consumer.operations()) {
          if (consuming.consumes().equals(topic)) {
            follow(consumer.name(), consuming.name(), rate);
          }
        }
      }
    }
  }

  private void follow(String caller, StepPlan.@Nullable CallPlan call, double rate) {
    if (call != null) {
      double calls = rate * call.probability();
      if (!call.optional()) {
        needed.merge(key(caller, call.service()), calls, Double::sum);
      }
      follow(call.service(), call.operation(), calls);
      follow(caller, call.onMiss(), calls * (1 - plan.service(call.service()).hitRatio()));
    }
  }
}
