package io.faultlore.engine.slice;

import org.jspecify.annotations.Nullable;

/** What one service sent in one pane, or in several merged ones. */
public final class ServicePane {
  private @Nullable TraceStats traces;
  private @Nullable LogStats logs;
  private @Nullable MetricStats metrics;

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

  /** Bit 0 metrics, bit 1 traces, bit 2 logs were sent. */
  public int modalities() {
    return (metrics == null ? 0 : 1) | (traces == null ? 0 : 2) | (logs == null ? 0 : 4);
  }
}
