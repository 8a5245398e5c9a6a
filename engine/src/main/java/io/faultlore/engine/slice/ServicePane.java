package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Resource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one service sent in one pane, or in several merged ones. */
public final class ServicePane {
  /** Instances of a service that are told apart in a pane. */
  private static final int INSTANCES_MAX = 256;

  /** A bit for each modality that was sent. */
  private static final int METRICS = 1;

  /** Likewise. */
  private static final int TRACES = 2;

  /** Likewise. */
  private static final int LOGS = 4;

  private final SortedMap<String, Presence> instances = new TreeMap<>();
  private final SortedMap<String, Long> clocksOff = new TreeMap<>();
  private boolean astray;
  private @Nullable TraceStats traces;
  private @Nullable LogStats logs;
  private @Nullable MetricStats metrics;

  /**
   * What an instance says of itself.
   *
   * @param host {@code k8s.node.name}, else {@code host.name}, or the empty string
   * @param version {@code service.version}, or the empty string
   */
  public record Presence(String host, String version) {
    static Presence of(Resource resource) {
      return new Presence(
          resource.attributes().firstText("k8s.node.name", "host.name").orElse(""),
          resource.attributes().firstText("service.version").orElse(""));
    }
  }

  /** A record of this resource arrived. */
  void sentBy(Resource resource) {
    if (!instances.containsKey(resource.instance()) && instances.size() < INSTANCES_MAX) {
      instances.put(resource.instance(), Presence.of(resource));
    }
  }

  /** The clock of an instance has jumped, and is ahead of all others by so much since then. */
  void clockIsOff(String instance, long nanos) {
    if (clocksOff.containsKey(instance) || clocksOff.size() < INSTANCES_MAX) {
      clocksOff.put(instance, nanos);
    }
  }

  /** Something arrived that belongs to another time. */
  void strayed() {
    astray = true;
  }

  TraceStats tracesToFill() {
    traces = traces == null ? new TraceStats() : traces;
    return traces;
  }

  LogStats logsToFill() {
    logs = logs == null ? new LogStats() : logs;
    return logs;
  }

  MetricStats metricsToFill() {
    metrics = metrics == null ? new MetricStats() : metrics;
    return metrics;
  }

  void merge(ServicePane other) {
    instances.putAll(other.instances);
    clocksOff.putAll(other.clocksOff);
    astray |= other.astray;
    if (other.traces != null) {
      tracesToFill().merge(other.traces);
    }
    if (other.logs != null) {
      logsToFill().merge(other.logs);
    }
    if (other.metrics != null) {
      metricsToFill().merge(other.metrics);
    }
  }

  /** Never null: empty statistics when the service sent no span. */
  public TraceStats traces() {
    return traces == null ? TraceStats.NONE : traces;
  }

  public LogStats logs() {
    return logs == null ? LogStats.NONE : logs;
  }

  public MetricStats metrics() {
    return metrics == null ? MetricStats.NONE : metrics;
  }

  /** Who sent something, by {@code service.instance.id} or what stands for it. */
  public SortedMap<String, Presence> instances() {
    return Collections.unmodifiableSortedMap(instances);
  }

  /** Instances whose clock has jumped, and by how many nanoseconds it is ahead of all others. */
  public SortedMap<String, Long> clocksOff() {
    return Collections.unmodifiableSortedMap(clocksOff);
  }

  /**
   * Whether it sent something that is not here because of its time: what is missing says nothing.
   */
  public boolean isAstray() {
    return astray;
  }

  /** Whether it sent nothing itself: a peer that is known from its callers only, or silent. */
  public boolean isSilent() {
    return modalities() == 0;
  }

  /** Bit 0 metrics, bit 1 traces, bit 2 logs were sent. */
  public int modalities() {
    return (metrics == null ? 0 : METRICS)
        | (traces == null ? 0 : TRACES)
        | (logs == null ? 0 : LOGS);
  }
}
