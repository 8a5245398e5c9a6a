package io.faultlore.world.service;

import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who suffered from a fault: its root and services that are connected with it, by calls or messages
 * in either direction or by a shared host, whose requests fared clearly worse than in the ten
 * minutes before it. A fault without any is one that no user can feel.
 */
final class Victims {
  private static final long BEFORE = 600 * Timeline.SECOND;

  private Victims() {}

  static List<String> of(Simulation simulation, Site site, Injection injection, long until) {
    Set<Service> connected = new HashSet<>();
    callers(simulation, site.service(), connected);
    Set<Service> below = new HashSet<>();
    callees(site.service(), below);
    connected.addAll(below);
    if (injection.kind().scope() == FaultKind.Scope.HOST) {
      addNeighbours(simulation, site, connected);
    }
    connected.add(site.service());
    long start = injection.startUnixNano();
    List<String> victims = new ArrayList<>();
    for (Service service : simulation.services) {
      if (connected.contains(service)
          && service.operations.stream().anyMatch(o -> suffered(o.pulse, start, until))) {
        victims.add(service.plan.name());
      }
    }
    return victims;
  }

  private static boolean suffered(Pulse pulse, long start, long until) {
    RequestSums before = pulse.between(start - BEFORE, start);
    return pulse.between(start, until).isWorseThan(before);
  }

  private static void callers(Simulation simulation, Service of, Set<Service> into) {
    for (Service service : simulation.services) {
      boolean calls = service.edges.stream().anyMatch(edge -> edge.callee == of);
      boolean consumes =
          service.groups.stream().anyMatch(group -> group.topic.source.service == of);
      if ((calls || consumes) && into.add(service)) {
        callers(simulation, service, into);
      }
    }
  }

  private static void callees(Service of, Set<Service> into) {
    for (Edge edge : of.edges) {
      if (into.add(edge.callee)) {
        callees(edge.callee, into);
      }
    }
    for (Operation operation : of.operations) {
      Topic topic = operation.topic;
      if (topic != null) {
        for (Topic.Group group : topic.groups) {
          if (into.add(group.consumer.service)) {
            callees(group.consumer.service, into);
          }
        }
      }
    }
  }

  private static void addNeighbours(Simulation simulation, Site site, Set<Service> into) {
    for (Service service : simulation.services) {
      for (Instance instance : service.instances) {
        for (Instance hit : site.instances()) {
          if (instance.host == hit.host) {
            into.add(service);
          }
        }
      }
    }
  }
}
