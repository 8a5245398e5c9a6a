package io.faultlore.engine.slice;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The usual life of every service, each from past minutes of its own. */
public final class Baselines {
  private final SortedMap<String, ServiceBaseline> services;
  private final SortedSet<String> awake;

  /**
   * @param awake services that sent something not long ago: their silence would say something
   */
  Baselines(SortedMap<String, ServiceBaseline> services, SortedSet<String> awake) {
    this.services = new TreeMap<>(services);
    this.awake = Collections.unmodifiableSortedSet(new TreeSet<>(awake));
  }

  /** Whether all is made of the same minutes. */
  boolean isSame(SortedMap<String, ServiceBaseline> others, SortedSet<String> othersAwake) {
    return awake.equals(othersAwake)
        && services.keySet().equals(others.keySet())
        && services.entrySet().stream().allMatch(one -> others.get(one.getKey()) == one.getValue());
  }

  public TraceBaseline traces(String service) {
    return of(service).traces();
  }

  public LogBaseline logs(String service) {
    return of(service).logs();
  }

  public MetricBaseline metrics(String service) {
    return of(service).metrics();
  }

  /** Whether the service is known, but from its callers only. */
  public boolean isSilent(String service) {
    return of(service).isSilent();
  }

  /** Minutes for which the service is known. */
  public int minutes(String service) {
    return of(service).minutes();
  }

  /**
   * By what the usual counts of log records are to be multiplied: requests now by requests then, so
   * that more traffic is no news, or the times, when the service has no requests; 0 when unknown.
   */
  public double logsExpectedPer(String service, Pane window) {
    double before = traces(service).all().requests();
    double now = window.of(service).traces().requests();
    if (before >= 5 && now > 0) {
      return now / before;
    }
    double seconds = logs(service).seconds();
    return seconds == 0 ? 0 : window.loggedSeconds() / seconds;
  }

  /** Every service that sent something, or was called, not long ago. */
  public SortedSet<String> services() {
    return awake;
  }

  private ServiceBaseline of(String service) {
    return services.getOrDefault(service, ServiceBaseline.NONE);
  }
}
