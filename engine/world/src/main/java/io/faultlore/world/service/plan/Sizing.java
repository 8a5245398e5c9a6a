package io.faultlore.world.service.plan;

import java.util.Map;

/**
 * Sizes a service for its load: 10 to 40 % of its cores busy on an ordinary day, as machines are
 * usually bought.
 */
final class Sizing {
  private static final int INSTANCES_MAX = 6;

  /** Of locks and disks. */
  private static final double BUSY_MAX = .35;

  private Sizing() {}

  static ServicePlan size(Draft draft, Map<String, Double> rates, Draw draw) {
    double load = 0;
    double locked = 0;
    double disk = 0;
    double total = 0;
    for (Draft.Part part : draft.parts) {
      double rate = rates.getOrDefault(Flow.key(draft.name, part.name), 0.0);
      load += rate * part.micros / 1e6;
      locked += rate * part.lockMicros() / 1e6;
      disk += rate * part.diskMicros() / 1e6 / ServicePlan.DISK_CHANNELS;
      total += rate;
    }
    int cores = cores(draft.technology, draw);
    double busy = draw.between(.1, .4);
    int needed = (int) Math.ceil(load / (cores * busy));
    int least = draft.technology == Technology.EXTERNAL ? 1 : draw.between(1, 3);
    int instances = Math.clamp(needed, one(draft) ? 1 : least, INSTANCES_MAX);
    double faster = Math.min(1, instances * cores * busy / Math.max(1e-9, load));
    double shorter = Math.min(1, BUSY_MAX * instances / Math.max(1e-9, Math.max(locked, disk)));
    boolean external = draft.technology == Technology.EXTERNAL;
    return new ServicePlan(
        draft.name,
        draft.technology,
        instances,
        Math.max(threads(draft.technology, draw), (int) (total / instances)),
        external ? 64 : cores,
        256 * draw.between(1, 6),
        Math.max(draw.between(8, 40), (int) (total / instances)),
        draft.technology.isCache() ? draw.between(.6, .97) : 1,
        draft.technology.isApplication() && draw.chance(.3),
        draft.telemetry,
        draft.parts.stream().map(part -> part.plan(external ? 1 : faster, shorter)).toList());
  }

  /** Most databases and caches have one place to write. */
  private static boolean one(Draft draft) {
    return draft.technology.isDatabase() || draft.technology.isCache();
  }

  private static int cores(Technology technology, Draw draw) {
    return switch (technology) {
      case NODE, PYTHON, REDIS -> 1;
      case POSTGRES, MYSQL, MONGODB -> draw.between(2, 4);
      case EXTERNAL -> 64;
      default -> draw.between(1, 2);
    };
  }

  private static int threads(Technology technology, Draw draw) {
    return switch (technology) {
      case SPRING, JAVA, DOTNET -> draw.between(16, 100);
      case PYTHON -> draw.between(4, 24);
      case POSTGRES, MYSQL, MONGODB -> draw.between(40, 150);
      case GO, NODE, ENVOY, REDIS, MEMCACHED, KAFKA, RABBITMQ, EXTERNAL -> draw.between(200, 500);
    };
  }
}
