package io.faultlore.engine.slice;

import java.util.Locale;

/**
 * One number of one metric series of a service.
 *
 * @param key instance, metric name, attributes and, for histograms, which number
 * @param aspect what the metric is about
 */
public record Series(String key, String name, Aspect aspect) {
  /** What a metric is about, read from its name, so that systems can be compared. */
  public enum Aspect {
    CPU,
    MEMORY,
    NETWORK,
    CLIENT,
    SERVER,
    RATE,
    /** Queues, pools, locks, throttling, garbage collection: waiting of any kind. */
    WAITING,
    OTHER;

    static Aspect of(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (has(lower, "throttl", "wait", "pending", "queue", "pool", "lock", "gc.", "timeouts")
          || has(lower, "connections.usage", "eventloop", "blocked", "retrans", "backends")) {
        return WAITING;
      }
      if (has(lower, "cpu")) {
        return CPU;
      }
      if (has(lower, "memory", "heap", ".rss")) {
        return MEMORY;
      }
      if (has(lower, ".client.", "client_")) {
        return CLIENT;
      }
      if (has(lower, "server.request.rate", "requests", "commands", "commits")) {
        return RATE;
      }
      if (has(lower, ".server.", "server_")) {
        return SERVER;
      }
      return has(lower, "network", "net.", "packet") ? NETWORK : OTHER;
    }

    private static boolean has(String name, String... parts) {
      for (String part : parts) {
        if (name.contains(part)) {
          return true;
        }
      }
      return false;
    }
  }
}
