package io.faultlore.world.service;

import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.OperationPlan;
import io.faultlore.world.service.plan.Protocol;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.Technology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running service: its operations, its instances and whom it asks. */
final class Service {
  /** From one instance to the next when all are restarted. */
  private static final long ROLLING_NANOS = 18 * Timeline.SECOND;

  final Simulation simulation;
  final ServicePlan plan;
  final int index;
  final List<Operation> operations = new ArrayList<>();
  final List<Instance> instances = new ArrayList<>();
  final List<Edge> edges = new ArrayList<>();
  final List<Topic.Group> groups = new ArrayList<>();
  final Draw draw;

  /** Share of the memory limit that an idle process takes. */
  final double baseMemory;

  /** Garbage that a request leaves. */
  final double bytesPerRequest;

  Release release;

  /** Slow drift of all computing. */
  double drift = 1;

  /** Of a cache; of no use to others. */
  final Warmth warmth = new Warmth();

  /** Of the instance that was chosen last. */
  private int turn;

  /** Instances there have been. */
  private int numbers;

  Service(Simulation simulation, ServicePlan plan, int index) {
    this.simulation = simulation;
    this.plan = plan;
    this.index = index;
    this.draw = new Draw(simulation.seed, "service " + plan.name());
    this.release =
        Release.first(
            draw.between(1, 4) + "." + draw.between(0, 20) + "." + draw.between(0, 9),
            plan.telemetry().wording());
    this.baseMemory = draw.between(.25, .45);
    this.bytesPerRequest = draw.logBetween(2e5, 2e6) * plan.memoryMegabytes() / 512;
    for (OperationPlan operation : plan.operations()) {
      operations.add(new Operation(this, operation, operations.size()));
    }
  }

  Operation operation(String name) {
    for (Operation operation : operations) {
      if (operation.plan.name().equals(name)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("unknown operation " + name + " of " + plan.name());
  }

  Edge edgeTo(Service callee) {
    for (Edge edge : edges) {
      if (edge.callee == callee) {
        return edge;
      }
    }
    double delay = callee.plan.technology() == Technology.EXTERNAL ? 8e6 : 1.5e5;
    Edge edge = new Edge(this, callee, edges.size(), delay * draw.between(.7, 1.6));
    edges.add(edge);
    return edge;
  }

  Instance addInstance(long now) {
    Host host = simulation.hosts.get((index * 7 + numbers * 3) % simulation.hosts.size());
    Instance instance = new Instance(this, host, numbers++, now);
    instances.add(instance);
    return instance;
  }

  /** The next instance in turn among those in rotation, or null. */
  @Nullable Instance choose() {
    double attraction = 0;
    int ready = 0;
    for (Instance instance : instances) {
      if (instance.ready) {
        ready++;
        attraction += instance.condition.attraction;
      }
    }
    if (ready == 0) {
      return null;
    }
    if (attraction != ready) {
      return attracted(attraction);
    }
    Instance chosen;
    do {
      turn = (turn + 1) % instances.size();
      chosen = instances.get(turn);
    } while (!chosen.ready);
    return chosen;
  }

  private @Nullable Instance attracted(double attraction) {
    double at = draw.between(0.0, attraction);
    Instance last = null;
    for (Instance instance : instances) {
      if (instance.ready) {
        last = instance;
        at -= instance.condition.attraction;
        if (at < 0) {
          return instance;
        }
      }
    }
    return last;
  }

  /** Whether callers keep a bounded pool of connections; one HTTP/2 connection carries many. */
  boolean isPooled() {
    return operations.get(0).plan.protocol() != Protocol.RPC;
  }

  /** How its requests fared. */
  RequestSums between(long from, long to) {
    RequestSums sums = RequestSums.NONE;
    for (Operation operation : operations) {
      sums = sums.plus(operation.pulse.between(from, to));
    }
    return sums;
  }

  /** Brings out a version, one instance after the other. */
  void release(Release next, long now) {
    release = next;
    restartAll(now);
  }

  void restartAll(long now) {
    if (instances.size() == 1 && plan.technology().isApplication()) {
      replaceTheOnlyOne(now);
      return;
    }
    long at = now;
    for (Instance instance : instances) {
      simulation.timeline.at(at, (what, time) -> instance.restart(time), 0);
      at += ROLLING_NANOS;
    }
  }

  /** Platforms let the next one become ready first; if it does not, the old one stays. */
  private void replaceTheOnlyOne(long now) {
    Instance old = instances.getFirst();
    addInstance(now).boot(now);
    simulation.timeline.at(
        now + ROLLING_NANOS,
        (what, time) -> {
          if (ready() > 1) {
            old.retire(time);
          }
        },
        0);
  }

  /** What is asked when the cache has it not costs more. */
  void pressMisses(Service cache, double work) {
    for (Operation operation : operations) {
      for (Link[] links : operation.links) {
        for (Link link : links) {
          if (link.edge().callee == cache && link.onMiss() != null) {
            link.onMiss().target().work = work;
          }
        }
      }
    }
  }

  void deliverMessages(long now) {
    for (Topic.Group group : groups) {
      group.deliver(now);
    }
  }

  void scaleOut(long now) {
    if (instances.size() < ServicePlan.INSTANCES_MAX) {
      addInstance(now).boot(now);
    }
  }

  void scaleIn(long now) {
    if (instances.size() > 1) {
      instances.getLast().retire(now);
    }
  }

  /** It has gone for good. */
  void forget(Instance instance) {
    instances.remove(instance);
  }

  int ready() {
    int ready = 0;
    for (Instance instance : instances) {
      ready += instance.ready ? 1 : 0;
    }
    return ready;
  }

  @Override
  public String toString() {
    return plan.name();
  }
}
