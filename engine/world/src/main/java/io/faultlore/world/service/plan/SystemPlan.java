package io.faultlore.world.service.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system of services: who asks whom for what.
 *
 * @param entries what users ask for, and how often in relation to each other
 * @param requestsPerSecond mean over a week
 * @param variety sigma of the logarithm of how much work requests are; 0 when all are alike
 * @param samplingRatio share of traces that are recorded, decided at their root
 * @param hosts machines; instances are spread over them
 * @param calm no normal life but chance: no daily shape, no bursts, changes or harmless trouble;
 *     for experiments
 */
public record SystemPlan(
    String name,
    List<ServicePlan> services,
    List<Entry> entries,
    double requestsPerSecond,
    double variety,
    double samplingRatio,
    int hosts,
    int coresPerHost,
    boolean calm) {

  /** Something users ask for. */
  public record Entry(String service, String operation, double weight) {}

  public SystemPlan {
    services = List.copyOf(services);
    entries = List.copyOf(entries);
    if (!(requestsPerSecond > 0 && samplingRatio > 0 && samplingRatio <= 1)
        || !(variety >= 0 && variety <= 2)
        || hosts < 1
        || coresPerHost < 1
        || entries.isEmpty()) {
      throw new IllegalArgumentException("system " + name + " is invalid");
    }
    check(services, entries);
  }

  public SystemPlan withRequestsPerSecond(double rate) {
    return new SystemPlan(
        name, services, entries, rate, variety, samplingRatio, hosts, coresPerHost, calm);
  }

  public SystemPlan withSamplingRatio(double ratio) {
    return new SystemPlan(
        name, services, entries, requestsPerSecond, variety, ratio, hosts, coresPerHost, calm);
  }

  /** The same system on days on which nothing happens. */
  public SystemPlan calmed() {
    return new SystemPlan(
        name,
        services,
        entries,
        requestsPerSecond,
        variety,
        samplingRatio,
        hosts,
        coresPerHost,
        true);
  }

  public ServicePlan service(String service) {
    return services.stream()
        .filter(plan -> plan.name().equals(service))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no service " + service + " in " + name));
  }

  private static void check(List<ServicePlan> services, List<Entry> entries) {
    Map<String, ServicePlan> byName = new HashMap<>();
    for (ServicePlan service : services) {
      if (byName.put(service.name(), service) != null) {
        throw new IllegalArgumentException("two services are named " + service.name());
      }
    }
    for (Entry entry : entries) {
      require(byName, entry.service(), entry.operation());
    }
    Set<String> done = new HashSet<>();
    for (ServicePlan service : services) {
      visit(byName, service, done, new HashSet<>());
    }
  }

  /** Depth first; a service met again on the way is a cycle. */
  private static void visit(
      Map<String, ServicePlan> byName, ServicePlan service, Set<String> done, Set<String> way) {
    if (done.contains(service.name())) {
      return;
    }
    if (!way.add(service.name())) {
      throw new IllegalArgumentException("calls go in a circle through " + service.name());
    }
    for (OperationPlan operation : service.operations()) {
      for (StepPlan step : operation.steps()) {
        if (step instanceof StepPlan.Calls(List<StepPlan.CallPlan> parallel)) {
          for (StepPlan.CallPlan call : parallel) {
            follow(byName, call, done, way);
          }
        }
      }
    }
    way.remove(service.name());
    done.add(service.name());
  }

  private static void follow(
      Map<String, ServicePlan> byName,
      StepPlan.@Nullable CallPlan call,
      Set<String> done,
      Set<String> way) {
    if (call != null) {
      visit(byName, require(byName, call.service(), call.operation()), done, way);
      follow(byName, call.onMiss(), done, way);
    }
  }

  private static ServicePlan require(
      Map<String, ServicePlan> byName, String service, String operation) {
    ServicePlan plan = byName.get(service);
    if (plan == null) {
      throw new IllegalArgumentException("unknown service " + service);
    }
    if (plan.operations().stream().noneMatch(o -> o.name().equals(operation))) {
      throw new IllegalArgumentException("unknown operation " + operation + " of " + service);
    }
    return plan;
  }
}
