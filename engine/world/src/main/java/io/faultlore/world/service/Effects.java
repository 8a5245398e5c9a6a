package io.faultlore.world.service;

import io.faultlore.world.service.plan.FaultKind;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What each kind of fault turns at one moment: a cause at its site as a function of the level, so
 * that a fault that creeps grows and level 0 cures it. What is an event rather than a state (a
 * kill, a release, a flush) happens when the level rises from 0.
 *
 * <p>The magnitudes are ours. Whether they make faults neither plain nor hidden is measured by the
 * test class Difficulty, kind by kind.
 *
 * @param level from 0 (nothing) to 1
 * @param before the level a moment ago
 * @param usual what was usual at the site when the fault began
 */
record Effects(Site site, double level, double before, Usual usual, long now) {
  /** Of the computing power, what the strongest contention leaves. */
  private static final double LEAST = .03;

  /** Usual load of so long fills the memory by the strongest leak. */
  private static final double LEAK_SECONDS = 150;

  /** A disk is full from this level on: one that is nearly full harms nobody. */
  private static final double FULL_AT = .5;

  /**
   * How a site fared before it was broken.
   *
   * @param rate requests a second at one instance, above 0
   * @param edgeNanos time of a call along the edge that is broken, 0 when none is
   */
  record Usual(double rate, double edgeNanos) {}

  void set(FaultKind kind) {
    switch (kind) {
      case CPU_CONTENTION -> each(c -> c.burntShare = 1 - Math.pow(LEAST, level));
      case CPU_THROTTLING -> each(c -> c.throttledShare = 1 - Math.pow(LEAST, level));
      case MEMORY_LEAK -> each((c, i) -> c.leakPerRequest = leak(i));
      case GC_THRASH -> each(c -> c.ballast = .75 * level);
      case DISK_FULL -> each(c -> c.diskFilled = Math.min(1, level / FULL_AT));
      case SLOW_DISK -> each(c -> c.disk = 1 + 80 * level);
      case NETWORK_DELAY -> each(c -> c.delayNanos = 3e8 * level);
      case PACKET_LOSS -> each(c -> c.loss = .45 * level);
      case THREAD_STARVATION ->
          each((c, i) -> c.threadsStuck = (int) Math.ceil(i.service.plan.threads() * (1 - left())));
      case DEADLOCK -> each(c -> c.deadlock = .2 * level);
      // The rarer requests are, the longer must be held what they shall meet each other at.
      case LOCK_CONTENTION -> each(c -> c.lock = 1 + level * Math.max(30, 400 / usual.rate));
      case LOAD_IMBALANCE -> each(c -> c.attraction = 1 + 60 * level);
      case CRASH_LOOP -> {
        each(c -> c.diesAfterNanos = isOn() ? 9 * Timeline.SECOND : 0);
        killOnce();
      }
      case INSTANCE_DOWN -> {
        each(c -> c.keptDown = isOn());
        killOnce();
      }
      case DNS_FAILURE -> each(c -> c.namesUnresolved = isOn());
      case POOL_EXHAUSTION -> each((c, i) -> c.poolMax = connections(i));
      case CONNECTION_LEAK -> each(c -> c.poolLeak = .05 * level);
      case DEPENDENCY_OUTAGE ->
          each(
              c -> {
                c.rejectsAll = level > .85;
                c.exceptions = level;
              });
      case RATE_LIMITING ->
          each(c -> c.rateMax = isOn() ? usual.rate * (1 - .95 * level) : Double.POSITIVE_INFINITY);
      case NETWORK_PARTITION -> site.theEdge().cut = isOn();
      case EXPIRED_CREDENTIALS -> site.theEdge().credentialsRejected = isOn();
      case WRONG_CONFIGURATION -> site.theEdge().wrongAddress = isOn();
      case TIMEOUT_TOO_SHORT -> site.theEdge().timeoutNanos = patience(1.5 - level);
      case RETRY_STORM -> {
        site.theEdge().timeoutNanos = patience(1.2 - .5 * level);
        site.theEdge().stormRetries = isOn() ? 3 + (int) (9 * level) : 0;
      }
      case SLOW_QUERY -> site.theOperation().work = 1 + 80 * level;
      case CACHE_FLUSH -> flush();
      case CACHE_STAMPEDE -> stampede();
      case QUEUE_BACKLOG -> eachGroup(group -> group.paused = isPaused());
      case POISON_MESSAGE ->
          eachGroup(
              group -> {
                group.poison = .3 * level;
                group.putsAside = !isOn();
              });
      case BAD_DEPLOYMENT_EXCEPTIONS -> release(1, .6 * level);
      case BAD_DEPLOYMENT_SLOW -> release(1 + 15 * level, 0);
      case TRAFFIC_SPIKE ->
          site.traffic().press(site.service(), (1 + 16 * level) / (1 + 16 * before));
      case NOISY_NEIGHBOUR -> each(this::hog);
      case CLOCK_JUMP -> each((c, i) -> i.host.jump = jump(i));
    }
    each((c, i) -> i.process.applyCondition());
    site.instances().forEach(instance -> instance.process.serve(now));
  }

  private void each(Consumer<Condition> change) {
    each((condition, instance) -> change.accept(condition));
  }

  private void each(BiConsumer<Condition, Instance> change) {
    for (Instance instance : site.instances()) {
      change.accept(instance.condition, instance);
    }
  }

  private void eachGroup(Consumer<Topic.Group> change) {
    for (Topic.Group group : site.service().groups) {
      change.accept(group);
      group.deliver(now);
    }
  }

  private boolean isOn() {
    return level > 0;
  }

  private boolean begins() {
    return level > 0 && before == 0;
  }

  /** Of what there is a number of: the first that go are missed least. */
  private double left() {
    return Math.pow(1 - level, 3);
  }

  /** Bytes a request. */
  private double leak(Instance instance) {
    return level * instance.process.heap.max() * (1 / (LEAK_SECONDS * usual.rate));
  }

  private int connections(Instance instance) {
    return isOn() ? (int) (instance.service.plan.poolSize() * left()) : Integer.MAX_VALUE;
  }

  /** Nanoseconds in relation to the usual time of a call, 0 for the planned patience. */
  private long patience(double ofUsual) {
    return isOn() ? (long) (usual.edgeNanos * ofUsual) : 0;
  }

  private void killOnce() {
    if (begins()) {
      site.instances().forEach(instance -> instance.kill(now));
    }
  }

  private void flush() {
    site.service().warmth.keepAtMost(1 - level);
    if (begins()) {
      site.service().warmth.flush();
    }
  }

  private void stampede() {
    if (isOn()) {
      site.service().warmth.flush();
    }
    for (Service service : site.simulation().services) {
      service.pressMisses(site.service(), 1 + 12 * level);
    }
  }

  /** For a share of every ten seconds. */
  private boolean isPaused() {
    return isOn() && now / Timeline.SECOND % 10 < Math.round(10 * level);
  }

  private void release(double work, double exceptions) {
    Service service = site.service();
    if (begins()) {
      service.release(service.release.next(work, exceptions), now);
    } else if (level == 0 && before > 0) {
      service.release(service.release.previous(), now);
    }
  }

  private void hog(Condition condition, Instance instance) {
    condition.hoggedCores = isOn() ? instance.host.cores * (1 + 7 * level) : 0;
    instance.host.foreignCores = condition.hoggedCores;
  }

  /** Four minutes ahead or one and a half behind: clocks go wrong either way. */
  private long jump(Instance instance) {
    return (long) ((instance.service.index % 2 == 0 ? 2.4e11 : -9e10) * level);
  }
}
