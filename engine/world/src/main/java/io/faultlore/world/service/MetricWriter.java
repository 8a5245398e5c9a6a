package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Scope;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.Technology;

/** Metric points of one instance: everything is read off the process, nothing is made up. */
final class MetricWriter {
  private final Reporter reporter;
  private final Instance instance;
  private final Scope scope;
  private long time;

  /** When it wrote last; the start of what it writes about when it has not written about it. */
  private long before;

  /** The one written about last. */
  private ServerProcess process;

  /** What else has computed in the container since the process began. */
  private double burntSeconds;

  private double usedBefore;
  private double usedCores;

  /** Writes of what is done from a time on. */
  MetricWriter(Reporter reporter, long from) {
    this.reporter = reporter;
    this.before = from;
    this.instance = reporter.instance;
    this.process = instance.process;
    ServicePlan plan = instance.service.plan;
    this.scope = Resources.metrics(plan.technology(), plan.telemetry().prometheusNames());
  }

  void write(long now) {
    if (process != instance.process) {
      process = instance.process;
      before = process.started;
      burntSeconds = 0;
      usedBefore = 0;
    }
    double seconds = (now - before) / 1e9;
    burntSeconds += process.burntCores() * seconds;
    double used = cpuSeconds();
    usedCores = seconds > 0 ? (used - usedBefore) / seconds : 0;
    usedBefore = used;
    before = now;
    time = now;
    ContainerMetrics.write(this, process);
    RequestMetrics.write(this, process);
    Technology technology = instance.service.plan.technology();
    if (technology.isApplication()) {
      RuntimeMetrics.write(this, process);
    } else {
      StoreMetrics.write(this, process);
    }
  }

  /** Seconds of computing since the process began, with what else runs in the container. */
  double cpuSeconds() {
    return process.usedNanos / 1e9 + process.heap.pauseSeconds() + burntSeconds;
  }

  /** Cores in use since the last time, or since the process began when it began after that. */
  double usedCores() {
    boolean limited = instance.condition.hoggedCores == 0;
    return limited ? Math.min(usedCores, instance.service.plan.cores()) : usedCores;
  }

  long now() {
    return time;
  }

  void gauge(String name, String unit, double value, Attributes attributes) {
    point(name, unit, attributes, 0, new MetricPoint.Gauge(value));
  }

  void gauge(String name, String unit, double value) {
    gauge(name, unit, value, Attributes.EMPTY);
  }

  /** What only grows while the process lives. */
  void counter(String name, String unit, double value, Attributes attributes) {
    long began = instance.process.started;
    point(name, unit, attributes, began, new MetricPoint.Sum(value, true, true));
  }

  void counter(String name, String unit, double value) {
    counter(name, unit, value, Attributes.EMPTY);
  }

  void counter(String name, String unit, long count, Attributes attributes) {
    counter(name, unit, (double) count, attributes);
  }

  void counter(String name, String unit, long count) {
    counter(name, unit, (double) count, Attributes.EMPTY);
  }

  /** What is there now, as a sum. */
  void level(String name, String unit, double value, Attributes attributes) {
    long began = instance.process.started;
    point(name, unit, attributes, began, new MetricPoint.Sum(value, false, true));
  }

  void histogram(String name, String unit, Tally tally, Attributes attributes) {
    double scale = unit.equals("ms") ? 1_000 : 1;
    MetricPoint.Data data =
        new MetricPoint.Histogram(
            tally.count(),
            tally.seconds() * scale,
            scale > 1 ? Tally.BOUNDS_MILLIS : Tally.BOUNDS,
            tally.counts(),
            true);
    point(name, unit, attributes, instance.process.started, data);
  }

  private void point(
      String name, String unit, Attributes attributes, long began, MetricPoint.Data data) {
    Host host = instance.host;
    reporter.send(
        new MetricPoint(
            reporter.resource(),
            scope,
            name,
            unit,
            attributes,
            began == 0 ? 0 : host.clock(began),
            host.clock(time),
            data));
  }
}
