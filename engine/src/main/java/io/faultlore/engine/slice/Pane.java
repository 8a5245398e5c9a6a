package io.faultlore.engine.slice;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all services sent in one stretch of event time: a pane, or a window of several.
 *
 * <p>Whether a modality was <em>recorded</em> at all is a property of the whole system: a service
 * that sent no span while others did was silent, one in a stretch without any span is unknown.
 */
public final class Pane {
  private final long startUnixNano;
  private final long endUnixNano;
  private final SortedMap<String, ServicePane> services = new TreeMap<>();
  private long tracedNanos;
  private long loggedNanos;
  private long measuredNanos;
  private double keptShare = 1;

  Pane(long startUnixNano, long endUnixNano) {
    this.startUnixNano = startUnixNano;
    this.endUnixNano = endUnixNano;
  }

  /** One window of the given panes, which follow each other but may have gaps. */
  public static Pane merge(Collection<Pane> panes) {
    if (panes.isEmpty()) {
      throw new IllegalArgumentException("no panes");
    }
    long start = panes.stream().mapToLong(Pane::startUnixNano).min().getAsLong();
    long end = panes.stream().mapToLong(Pane::endUnixNano).max().getAsLong();
    Pane merged = new Pane(start, end);
    for (Pane pane : panes) {
      pane.services.forEach((name, stats) -> merged.service(name).merge(stats));
      merged.tracedNanos += pane.tracedNanos;
      merged.loggedNanos += pane.loggedNanos;
      merged.measuredNanos += pane.measuredNanos;
      merged.keptShare = Math.min(merged.keptShare, pane.keptShare);
    }
    return merged;
  }

  ServicePane service(String name) {
    return services.computeIfAbsent(name, k -> new ServicePane());
  }

  void sampled(double share) {
    keptShare = share;
  }

  /** The share of traces that were read, 1 unless they came too fast; requests are weighted. */
  public double keptShare() {
    return keptShare;
  }

  /**
   * To be called once, when everything of the pane is in. Who was called is there as well, also if
   * it sent nothing: a database, somebody else's system, a service that has died.
   */
  void close() {
    services.values().stream()
        .flatMap(sent -> sent.traces().calls().keySet().stream())
        .map(CallKey::callee)
        .filter(callee -> !callee.isEmpty())
        .distinct()
        .toList()
        .forEach(this::service);
    int seen =
        services.values().stream().mapToInt(ServicePane::modalities).reduce(0, (a, b) -> a | b);
    long length = endUnixNano - startUnixNano;
    measuredNanos = (seen & 1) != 0 ? length : 0;
    tracedNanos = (seen & 2) != 0 ? length : 0;
    loggedNanos = (seen & 4) != 0 ? length : 0;
  }

  public long startUnixNano() {
    return startUnixNano;
  }

  public long endUnixNano() {
    return endUnixNano;
  }

  /** By name, in the order of the names. */
  public SortedMap<String, ServicePane> services() {
    return Collections.unmodifiableSortedMap(services);
  }

  /** What the service sent; empty statistics when nothing. */
  public ServicePane of(String service) {
    return services.getOrDefault(service, new ServicePane());
  }

  /** Seconds in which spans of any service were recorded. */
  public double tracedSeconds() {
    return tracedNanos / 1e9;
  }

  public double loggedSeconds() {
    return loggedNanos / 1e9;
  }

  public double measuredSeconds() {
    return measuredNanos / 1e9;
  }
}
