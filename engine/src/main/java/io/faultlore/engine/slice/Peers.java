package io.faultlore.engine.slice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which service a call span calls when nothing was recorded on the other side: a database that
 * sends metrics only, or a service that has died. What answered at the same host before is the best
 * sign; else the name tells, when it fits exactly one service.
 */
final class Peers {
  /** Hosts remembered; a system has few. Those that were asked for least lately make room. */
  static final int HOSTS_MAX = 2_000;

  /** Of one product so many names are told apart: with two a call without a name is nobody's. */
  private static final int SYSTEM_MAX = 2;

  private final Recent<String, String> known;
  private final Recent<String, String> callees;
  private final NavigableSet<String> services = new TreeSet<>();
  private final Map<String, Set<String>> bySystem = latest();
  private int changesSeen;
  private final Map<String, Map<String, Integer>> answered = latest();
  private final Map<Pair, Pair> pairs = latest();
  private final Map<PeerName, String> resolved = latest();

  /**
   * @param services that send something
   * @param callees that are called, but send nothing
   */
  Peers(Recent<String, String> services, Recent<String, String> callees) {
    this.known = services;
    this.callees = callees;
  }

  private record Pair(String caller, String host) {}

  private static <K, V> Map<K, V> latest() {
    return new LinkedHashMap<>(64, .75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > HOSTS_MAX;
      }
    };
  }

  /** A service has sent something; false when there is no room for another. */
  boolean know(String service) {
    return known.of(service, name -> name) != null;
  }

  /** A span of the service was recorded below the caller's call to this peer. */
  void answered(String caller, PeerName peer, String service) {
    if (!peer.host().isEmpty()) {
      Map<String, Integer> counts = answered.computeIfAbsent(peer.host(), k -> new HashMap<>());
      if (counts.merge(service, 1, Integer::sum) == 1) {
        resolved.clear();
      }
      Pair pair = new Pair(caller, peer.host());
      pairs.put(pair, pair);
    }
  }

  /**
   * Whether the caller's calls to this peer are usually recorded on the other side as well; not so
   * where the caller does not pass its trace on.
   */
  boolean usuallyAnswers(String caller, PeerName peer) {
    return pairs.get(new Pair(caller, peer.host())) != null;
  }

  /**
   * Name of a service, or of a host that no service is known to be, or the empty string, also where
   * more such hosts are called than there is room for.
   */
  String resolve(PeerName peer) {
    if (peer.isNone()) {
      return "";
    }
    if (changesSeen != known.changes()) {
      // Names may fit now that did not before.
      changesSeen = known.changes();
      services.clear();
      known.keys().forEach(services::add);
      resolved.clear();
    }
    String name = resolved.computeIfAbsent(peer, this::find);
    boolean admitted =
        name.isEmpty() || services.contains(name) || callees.of(name, callee -> callee) != null;
    return admitted ? name : "";
  }

  private String find(PeerName peer) {
    if (services.contains(peer.service())) {
      return peer.service();
    }
    Map<String, Integer> answering = answered.getOrDefault(peer.host(), Map.of());
    if (answering.size() == 1) {
      return answering.keySet().iterator().next();
    }
    String byHost = onlyOne(peer.host());
    if (byHost.isEmpty()) {
      byHost = peer.service().isEmpty() ? peer.host() : peer.service();
    }
    if (peer.system().isEmpty()) {
      return byHost;
    }
    Set<String> ofSystem = bySystem.computeIfAbsent(peer.system(), k -> new TreeSet<>());
    if (!byHost.isEmpty()) {
      if (ofSystem.size() < SYSTEM_MAX) {
        ofSystem.add(byHost);
      }
      return byHost;
    }
    // Who names the product only means the one that others call by its name.
    return ofSystem.size() == 1 ? ofSystem.iterator().next() : onlyOne(peer.system());
  }

  /** The one service whose name fits the text, or the empty string. */
  private String onlyOne(String text) {
    if (text.isEmpty()) {
      return "";
    }
    List<String> words = words(text);
    List<String> fitting = services.stream().filter(s -> fits(words, words(s))).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    return fitting.contains(text) ? text : "";
  }

  /**
   * Whether the service's words stand in the text one after the other; "postgres" is postgresql.
   */
  private static boolean fits(List<String> text, List<String> service) {
    for (int from = 0; from + service.size() <= text.size(); from++) {
      boolean all = true;
      for (int i = 0; i < service.size() && all; i++) {
        all = same(text.get(from + i), service.get(i));
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    return a.equals(b) || (shorter >= 5 && (a.startsWith(b) || b.startsWith(a)));
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
