package io.faultlore.engine.world.service;

import io.faultlore.engine.world.service.plan.FaultKind;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What each kind of fault turns, at a level from 0 (nothing) to 1. */
final class Effects {
  /** Of the computing power, what the strongest contention leaves. */
  private static final double LEAST = .03;

  private Effects() {}

  static void set(FaultKind kind, Site site, double level, double before, long now) {
    switch (kind) {
      case CPU_CONTENTION -> each(site, (c, i) -> c.burntShare = 1 - Math.pow(LEAST, level));
      case CPU_THROTTLING -> each(site, (c, i) -> c.throttledShare = 1 - Math.pow(LEAST, level));
      case MEMORY_LEAK -> {
        double each = before > 0 ? 0 : 1 / (150 * site.rate(now));
        each(site, (c, i) -> leak(c, i, level, each));
      }
      case GC_THRASH -> each(site, (c, i) -> c.ballast = .75 * level);
      case DISK_FULL -> each(site, (c, i) -> c.diskFull = level > 0);
      case SLOW_DISK -> each(site, (c, i) -> c.disk = 1 + 80 * level);
      case NETWORK_DELAY -> each(site, (c, i) -> c.delayNanos = 3e8 * level);
      case PACKET_LOSS -> each(site, (c, i) -> c.loss = .45 * level);
      case THREAD_STARVATION ->
          each(
              site,
              (c, i) ->
                  c.threadsStuck =
                      (int) Math.ceil(i.service.plan.threads() * (1 - Math.pow(1 - level, 3))));
      case DEADLOCK -> each(site, (c, i) -> c.deadlock = .2 * level);
      case LOCK_CONTENTION -> {
        double factor = level * Math.max(30, 400 / site.rate(now));
        each(site, (c, i) -> c.lock = level > 0 && before > 0 ? c.lock : 1 + factor);
      }
      case LOAD_IMBALANCE -> each(site, (c, i) -> c.attraction = 1 + 60 * level);
      case CRASH_LOOP -> {
        each(site, (c, i) -> c.diesAfterNanos = level > 0 ? 9_000_000_000L : 0);
        killOnce(site, level, before, now);
      }
      case INSTANCE_DOWN -> {
        each(site, (c, i) -> c.keptDown = level > 0);
        killOnce(site, level, before, now);
      }
      case DNS_FAILURE -> each(site, (c, i) -> c.namesUnresolved = level > 0);
      case POOL_EXHAUSTION ->
          each(
              site,
              (c, i) ->
                  c.poolMax =
                      level > 0
                          ? (int) (i.service.plan.poolSize() * Math.pow(1 - level, 3))
                          : Integer.MAX_VALUE);
      case CONNECTION_LEAK -> each(site, (c, i) -> c.poolLeak = .05 * level);
      case DEPENDENCY_OUTAGE -> {
        each(site, (c, i) -> c.rejectsAll = level > .85);
        each(site, (c, i) -> c.exceptions = level);
      }
      case RATE_LIMITING -> {
        double rate = site.rate(now) * (1 - .95 * level);
        each(site, (c, i) -> c.rateMax = limit(c, rate, level, before));
      }
      case NETWORK_PARTITION, EXPIRED_CREDENTIALS, WRONG_CONFIGURATION, TIMEOUT_TOO_SHORT ->
          setEdge(kind, site, level, before, now);
      case RETRY_STORM -> setEdge(kind, site, level, before, now);
      case SLOW_QUERY -> site.theOperation().work = 1 + 80 * level;
      case CACHE_FLUSH, CACHE_STAMPEDE -> setCache(kind, site, level, before);
      case QUEUE_BACKLOG -> setGroups(site, group -> group.paused = isOff(level, now), now);
      case POISON_MESSAGE ->
          setGroups(
              site,
              group -> {
                group.poison = .3 * level;
                group.putsAside = level == 0;
              },
              now);
      case BAD_DEPLOYMENT_EXCEPTIONS -> release(site, 1, .6 * level, level, before, now);
      case BAD_DEPLOYMENT_SLOW -> release(site, 1 + 15 * level, 0, level, before, now);
      case TRAFFIC_SPIKE -> site.traffic().press(site.service(), 1 + 16 * level);
      case NOISY_NEIGHBOUR -> each(site, (c, i) -> hog(c, i, level));
      case CLOCK_JUMP ->
          each(
              site,
              (c, i) -> i.host.jump = (long) ((i.service.index % 2 == 0 ? 2.4e11 : -9e10) * level));
    }
    each(site, (c, i) -> i.process.applyCondition());
    site.instances().forEach(instance -> instance.process.serve(now));
  }

  private static void each(Site site, BiConsumer<Condition, Instance> change) {
    for (Instance instance : site.instances()) {
      change.accept(instance.condition, instance);
    }
  }

  private static void leak(Condition condition, Instance instance, double level, double each) {
    if (level == 0) {
      condition.leakPerRequest = 0;
    } else if (each > 0) {
      condition.leakPerRequest = level * instance.process.heap.max() * each;
    }
  }

  /** Set once, for the rate itself changes under the limit. */
  private static double limit(Condition condition, double rate, double level, double before) {
    if (level == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return before > 0 ? condition.rateMax : rate;
  }

  private static void killOnce(Site site, double level, double before, long now) {
    if (level > 0 && before == 0) {
      site.instances().forEach(instance -> instance.kill(now));
    }
  }

  private static void setEdge(FaultKind kind, Site site, double level, double before, long now) {
    Edge edge = site.theEdge();
    if (level > 0 && before > 0) {
      return;
    }
    switch (kind) {
      case NETWORK_PARTITION -> edge.cut = level > 0;
      case EXPIRED_CREDENTIALS -> edge.credentialsRejected = level > 0;
      case WRONG_CONFIGURATION -> edge.wrongAddress = level > 0;
      case TIMEOUT_TOO_SHORT ->
          edge.timeoutNanos = level > 0 ? (long) (site.usualNanos(now) * (1.5 - level)) : 0;
      default -> {
        edge.timeoutNanos = level > 0 ? (long) (site.usualNanos(now) * (1.2 - .5 * level)) : 0;
        edge.stormRetries = level > 0 ? 3 + (int) (9 * level) : 0;
      }
    }
  }

  private static void setCache(FaultKind kind, Site site, double level, double before) {
    Service cache = site.service();
    boolean stampede = kind == FaultKind.CACHE_STAMPEDE;
    cache.warmth.keepAtMost(stampede ? 1 : 1 - level);
    if (level > 0 && (before == 0 || stampede)) {
      cache.warmth.flush();
    }
    if (stampede) {
      for (Service service : site.simulation().services) {
        service.pressMisses(cache, 1 + 12 * level);
      }
    }
  }

  private static void setGroups(Site site, Consumer<Topic.Group> change, long now) {
    for (Topic.Group group : site.service().groups) {
      change.accept(group);
      group.deliver(now);
    }
  }

  /** Off for a share of every ten seconds. */
  private static boolean isOff(double level, long now) {
    return level > 0 && now / 1_000_000_000L % 10 < Math.round(10 * level);
  }

  private static void release(
      Site site, double work, double exceptions, double level, double before, long now) {
    Service service = site.service();
    if (level > 0 && before == 0) {
      service.release(service.release.next(work, exceptions), now);
    } else if (level == 0 && before > 0) {
      service.release(service.release.previous(), now);
    }
  }

  private static void hog(Condition condition, Instance instance, double level) {
    condition.hoggedCores = level > 0 ? instance.host.cores * (1 + 7 * level) : 0;
    instance.host.foreignCores = condition.hoggedCores;
  }
}
