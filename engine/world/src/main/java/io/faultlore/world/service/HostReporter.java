package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;

/** Metrics of a machine: a resource without a service. */
final class HostReporter implements Happening {
  private static final Scope SCOPE = new Scope("hostmetricsreceiver", "0.138.0", Attributes.EMPTY);

  private final Simulation simulation;
  private final Host host;
  private final Outbox outbox;
  private final long intervalNanos;
  private final Resource resource;
  private double foreignSeconds;

  HostReporter(Simulation simulation, Host host, int seconds) {
    this.simulation = simulation;
    this.host = host;
    this.outbox = new Outbox(simulation, host.name);
    this.intervalNanos = seconds * 1_000_000_000L;
    this.resource =
        new Resource("", host.name, Attributes.of("host.name", host.name, "os.type", "linux"));
    simulation.timeline.at(simulation.start + intervalNanos, this, 0);
  }

  @Override
  public void happen(int what, long now) {
    foreignSeconds += host.foreignCores * intervalNanos / 1e9;
    counter("system.cpu.time", "s", host.cpuNanos() / 1e9 + foreignSeconds, now);
    gauge("system.cpu.load_average.1m", "{thread}", host.load(), now);
    gauge("system.cpu.logical.count", "{cpu}", host.cores, now);
    gauge("system.memory.usage", "By", memory(), now);
    counter("system.disk.operation_time", "s", host.diskNanos() / 1e9, now);
    counter("system.network.io", "By", (double) host.networkBytes(), now);
    outbox.send(now);
    simulation.timeline.at(now + intervalNanos, this, 0);
  }

  private double memory() {
    double used = .1e9 * host.memoryGigabytes;
    for (Service service : simulation.services) {
      for (Instance instance : service.instances) {
        used += instance.host == host && instance.up ? instance.process.heap.used() : 0;
      }
    }
    return used;
  }

  private void counter(String name, String unit, double value, long now) {
    point(name, unit, simulation.start, new MetricPoint.Sum(value, true, true), now);
  }

  private void gauge(String name, String unit, double value, long now) {
    point(name, unit, 0, new MetricPoint.Gauge(value), now);
  }

  private void point(String name, String unit, long began, MetricPoint.Data data, long now) {
    outbox.add(
        new MetricPoint(
            resource, SCOPE, name, unit, Attributes.EMPTY, began, host.clock(now), data));
  }
}
