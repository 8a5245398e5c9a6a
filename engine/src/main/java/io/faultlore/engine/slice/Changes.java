package io.faultlore.engine.slice;

import io.faultlore.engine.slice.ServicePane.Presence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was changed at services, as their telemetry tells: a version or an instance that was not
 * there before, counters that begin anew. A change is no failure, but explains much.
 */
public final class Changes {
  /** Changes remembered, the oldest of which go first. */
  private static final int KEPT_MAX = 1_000;

  /** Versions and instances of a service that are known; who was silent longest goes first. */
  private static final int NAMES_MAX = 512;

  /** Where counters begin anew more often, several processes write one series. */
  static final double RESTARTS_SHARE_MAX = .1;

  /** A process that was just started is slow: classes are loaded, pools and caches are filled. */
  private static final long WARM_UP_NANOS = 150_000_000_000L;

  /**
   * Code is compiled after thousands of calls, which takes long where few come; but not for ever.
   */
  private static final long WARM_UP_REQUESTS = 2_000;

  /** Whoever is asked little is warm after this time at the latest, in nanoseconds. */
  private static final long WARM_UP_MAX_NANOS = 10 * History.MINUTE;

  private final int servicesMax;
  private final Map<String, Known> services = new LinkedHashMap<>(16, .75f, true);
  private final Deque<Change> changes = new ArrayDeque<>();

  /** A change of a service that had been there before. */
  public record Change(String service, Kind kind, String name, long unixNano) {}

  /** What was new. */
  public enum Kind {
    /** {@code service.version}. */
    VERSION,
    /** An instance; the name is its id. */
    INSTANCE,
    /** A process under an old name; without a name. */
    RESTART
  }

  private static final class Known {
    final Map<String, Boolean> versions = names();
    final Map<String, Boolean> instances = names();
    int panes;
    int panesWithRestart;
    long changed = Long.MIN_VALUE;
    long requestsSince;

    private static Map<String, Boolean> names() {
      return new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > NAMES_MAX;
        }
      };
    }
  }

  public Changes(int servicesMax) {
    this.servicesMax = servicesMax;
  }

  /** What a closed pane tells. */
  public void see(Pane pane) {
    pane.services()
        .forEach(
            (service, sent) -> {
              if (!sent.isSilent()) {
                see(service, sent, pane.startUnixNano());
              }
            });
  }

  /** Changes of a service since a moment, the earliest first. */
  public List<Change> of(String service, long sinceUnixNano) {
    return changes.stream()
        .filter(change -> change.service.equals(service) && change.unixNano >= sinceUnixNano)
        .toList();
  }

  /** Whether a process of the service began so lately that it cannot be as fast as usual. */
  public boolean isWarmingUp(String service, long nowUnixNano) {
    Known known = services.get(service);
    if (known == null || known.changed == Long.MIN_VALUE) {
      return false;
    }
    long since = nowUnixNano - known.changed;
    return since <= WARM_UP_NANOS
        || (since <= WARM_UP_MAX_NANOS && known.requestsSince < WARM_UP_REQUESTS);
  }

  private void see(String service, ServicePane sent, long start) {
    Known known = services.get(service);
    boolean first = known == null;
    if (known == null) {
      known = new Known();
      services.put(service, known);
      if (services.size() > servicesMax) {
        services.remove(services.keySet().iterator().next());
      }
    }
    Map<String, Kind> fresh = new HashMap<>();
    for (Map.Entry<String, Presence> one : sent.instances().entrySet()) {
      if (known.instances.put(one.getKey(), true) == null && !one.getKey().isEmpty()) {
        fresh.put(one.getKey(), Kind.INSTANCE);
      }
      String version = one.getValue().version();
      if (!version.isEmpty() && known.versions.put(version, true) == null) {
        fresh.put(version, Kind.VERSION);
      }
    }
    known.panes++;
    if (sent.metrics().restarts() > 0) {
      known.panesWithRestart++;
      if (known.panesWithRestart <= 1 + RESTARTS_SHARE_MAX * known.panes) {
        fresh.put("", Kind.RESTART);
      }
    }
    known.requestsSince += sent.traces().requests();
    if (!first && !fresh.isEmpty()) {
      known.changed = start;
      known.requestsSince = 0;
      fresh.forEach((name, kind) -> changes.addLast(new Change(service, kind, name, start)));
    }
    while (changes.size() > KEPT_MAX) {
      changes.removeFirst();
    }
  }
}
