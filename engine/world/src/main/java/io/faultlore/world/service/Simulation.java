package io.faultlore.world.service;

import io.faultlore.engine.signal.Signal;
import io.faultlore.world.World;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.SystemPlan;
import java.util.ArrayList;
import java.util.List;

/** A running system. */
final class Simulation {
  /** Who asks for more is given the first page. */
  private static final double SIZE_MAX = 30;

  /** Processes have been running for an hour: nothing is cold when the world begins. */
  private static final long WARM_NANOS = 3_600 * Timeline.SECOND;

  /** Of a clock that is kept by NTP. */
  private static final double SKEW_NANOS = 4e6;

  final SystemPlan plan;
  final long seed;
  final long start;
  final Timeline timeline;
  final Network network;
  final List<Host> hosts = new ArrayList<>();
  final List<Service> services = new ArrayList<>();

  private final Ids ids;
  private final Draw sampling;
  private final Draw sizes;
  private World.Outlet outlet = (arrival, signal) -> {};

  Simulation(SystemPlan plan, long start, long seed) {
    this.plan = plan;
    this.seed = seed;
    this.start = start;
    this.timeline = new Timeline(start);
    this.network = new Network(seed);
    this.ids = new Ids(seed);
    this.sampling = new Draw(seed, "sampling");
    this.sizes = new Draw(seed, "sizes");
    addHosts();
    for (ServicePlan service : plan.services()) {
      services.add(new Service(this, service, services.size()));
    }
    Wiring.connect(this);
    for (Service service : services) {
      for (int i = 0; i < service.plan.instances(); i++) {
        service.addInstance(start - WARM_NANOS);
      }
    }
  }

  private void addHosts() {
    Draw draw = new Draw(seed, "hosts");
    for (int i = 0; i < plan.hosts(); i++) {
      long skew = plan.calm() ? 0 : (long) (draw.gaussian() * SKEW_NANOS);
      String name = "node-" + Integer.toHexString(draw.between(0x1000, 0xffff)) + "-" + i;
      hosts.add(new Host(name, i % 3, plan.coresPerHost(), skew));
      new HostReporter(this, hosts.get(i), draw.between(10, 30));
    }
  }

  void run(long until, World.Outlet outlet) {
    this.outlet = outlet;
    timeline.run(until);
  }

  void arrive(Signal signal, long now) {
    outlet.on(now, signal);
  }

  Service service(String name) {
    for (Service service : services) {
      if (service.plan.name().equals(name)) {
        return service;
      }
    }
    throw new IllegalArgumentException("no service " + name + " in " + plan.name());
  }

  /** A trace begins. */
  Request request() {
    boolean sampled = plan.samplingRatio() >= 1 || sampling.chance(plan.samplingRatio());
    double size = plan.variety() == 0 ? 1 : Math.min(SIZE_MAX, sizes.logNormal(1, plan.variety()));
    return new Request(sampled ? ids.trace() : "", size);
  }

  /** A new span id, or the empty string when no span will be recorded. */
  String spanId(Request request, Service service) {
    return request.isSampled() && service.plan.telemetry().spans() ? ids.span() : "";
  }

  String spanId() {
    return ids.span();
  }

  /** A request from outside arrives at an operation. */
  void enter(Operation operation, long now) {
    Instance instance = operation.service.choose();
    if (instance != null) {
      Job job = new Job(request(), operation, instance.process, null, null);
      job.happen(Job.ARRIVE, now);
    } else {
      operation.pulse.add(0, true, now);
    }
  }

  /** Requests that are somewhere on their way. */
  int active() {
    int active = 0;
    for (Service service : services) {
      for (Instance instance : service.instances) {
        active += instance.process.active();
      }
    }
    return active;
  }
}
