package io.faultlore.engine.slice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who was seen calling whom, and what runs on which host: what is near enough to each other to
 * suffer from the same failure. A link that was not seen for an hour and a half, the longest look
 * back of a baseline, is forgotten.
 */
public final class Topology {
  private static final long KEPT_NANOS = History.MEASURED_MINUTES * History.MINUTE;

  /**
   * From this share of its requests on somebody else asks a service than those who record it; what
   * remains below may be spans that were lost or come late.
   */
  private static final double UNKNOWN_SHARE = .1;

  /** Links are looked through for old ones once in this time. */
  private static final long SWEEP_NANOS = 10 * History.MINUTE;

  private final Map<String, Map<String, Long>> callees = new TreeMap<>();
  private final Map<String, Map<String, Long>> callers = new TreeMap<>();
  private final Map<String, Map<String, Long>> hosts = new TreeMap<>();
  private final Map<String, Long> askedByUnknown = new TreeMap<>();
  private long swept;

  /** What a closed pane tells. */
  public void see(Pane pane) {
    long now = pane.endUnixNano();
    pane.services()
        .forEach(
            (service, sent) -> {
              for (CallKey call : sent.traces().calls().keySet()) {
                if (!call.callee().isEmpty() && !call.callee().equals(service)) {
                  link(callees, service, call.callee(), now);
                  link(callers, call.callee(), service, now);
                }
              }
              TraceStats traces = sent.traces();
              if (traces.requestsByUnknown() > UNKNOWN_SHARE * traces.requests()) {
                askedByUnknown.put(service, now);
              }
              sent.instances().values().stream()
                  .filter(instance -> !instance.host().isEmpty())
                  .forEach(instance -> link(hosts, service, instance.host(), now));
            });
    if (now - swept > SWEEP_NANOS) {
      swept = now;
      forget(callees, now);
      forget(callers, now);
      forget(hosts, now);
      askedByUnknown.values().removeIf(seen -> now - seen > KEPT_NANOS);
    }
  }

  /**
   * Whether what befalls one may be felt by the other: one calls the other, directly or through a
   * third, both call the same third, or they share a host that does not carry everything.
   */
  public boolean areNear(String a, String b) {
    Set<String> calledByA = of(callees, a);
    Set<String> calledByB = of(callees, b);
    return calledByA.contains(b)
        || calledByB.contains(a)
        || intersect(calledByA, calledByB)
        || intersect(calledByA, of(callers, b))
        || intersect(calledByB, of(callers, a))
        || shareHost(a, b);
  }

  /**
   * Whether nothing tells that the two are apart: whom they call and who calls them is unknown, as
   * where only metrics are sent.
   */
  public boolean areUnlinked(String a, String b) {
    return isUnlinked(a) && isUnlinked(b);
  }

  /** Whether one may call the other: nobody knows whom the one calls, nor who calls the other. */
  public boolean mayCall(String a, String b) {
    return (isUnlinked(a) && askedByUnknown.containsKey(b))
        || (isUnlinked(b) && askedByUnknown.containsKey(a));
  }

  private boolean isUnlinked(String service) {
    return of(callees, service).isEmpty() && of(callers, service).isEmpty();
  }

  /** The connected part that the services belong to: whoever calls or is called, however far. */
  public Set<String> part(Set<String> services) {
    Set<String> part = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(services);
    while (!next.isEmpty()) {
      String service = next.remove();
      if (part.add(service)) {
        next.addAll(of(callers, service));
        next.addAll(of(callees, service));
      }
    }
    return part;
  }

  /**
   * What a failure of these services may have come from: their connected part, and whoever is not
   * known to belong anywhere; everybody, where one of them is not.
   */
  public Predicate<String> reach(Set<String> services) {
    Set<String> part = part(services);
    return services.stream().anyMatch(this::isUnlinked)
        ? service -> true
        : service -> part.contains(service) || isUnlinked(service);
  }

  /** On one machine with everybody, as on a developer's, the host tells nothing. */
  private boolean shareHost(String a, String b) {
    if (!intersect(of(hosts, a), of(hosts, b))) {
      return false;
    }
    Set<String> all = new HashSet<>();
    hosts.values().forEach(some -> all.addAll(some.keySet()));
    return all.size() > 1;
  }

  private static Set<String> of(Map<String, Map<String, Long>> links, String service) {
    return links.getOrDefault(service, Map.of()).keySet();
  }

  private static boolean intersect(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }

  private static void link(Map<String, Map<String, Long>> links, String from, String to, long now) {
    links.computeIfAbsent(from, k -> new HashMap<>()).put(to, now);
  }

  private static void forget(Map<String, Map<String, Long>> links, long now) {
    links.values().forEach(to -> to.values().removeIf(seen -> now - seen > KEPT_NANOS));
    links.values().removeIf(Map::isEmpty);
  }
}
