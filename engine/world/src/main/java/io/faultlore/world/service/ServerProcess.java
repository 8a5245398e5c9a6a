package io.faultlore.world.service;

import io.faultlore.world.service.plan.ServicePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One life of an instance, from start to death: its threads, cores, disk, lock and connections, and
 * what it has counted. What still happens to it after its death is ignored.
 */
final class ServerProcess {
  /** Requests that may wait for a thread; more are refused. */
  private static final int BACKLOG_MAX = 400;

  /** Calls that may wait for a connection. */
  private static final int POOL_WAITING_MAX = 2_000;

  /** What is within an instance is bounded by its threads. */
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  final Instance instance;
  final Release release;
  final long started;
  final Station<Job> threads;
  final Station<Job> cpu;
  final Station<Job> disk;
  final Lock lock;
  final Heap heap;

  /** By edge of the service. */
  final List<Station<Call>> pools = new ArrayList<>();

  /** By operation of the service: requests that went well. */
  final Tally[] good;

  /** By operation of the service: requests that did not go well. */
  final Tally[] bad;

  /** By edge of the service: calls that are over, retries among them. */
  final long[] calls;

  /** By edge of the service: calls that failed. */
  final long[] failedCalls;

  boolean dead;

  /** Messages that are on their way to it or being worked on. */
  int consuming;

  // What it has counted since its start.
  long throttledNanos;
  long usedNanos;
  long retransmits;
  long bytesIn;
  long bytesOut;
  long hits;
  long misses;
  long rowsRead;

  private final List<Job> active = new ArrayList<>();
  private double tokens;
  private long refilled;

  ServerProcess(Instance instance, Release release, long now) {
    Service service = instance.service;
    ServicePlan plan = service.plan;
    this.instance = instance;
    this.release = release;
    this.started = now;
    this.threads = new Station<>(plan.threads(), BACKLOG_MAX, now);
    this.cpu = new Station<>(plan.cores(), UNBOUNDED, now);
    this.disk = new Station<>(ServicePlan.DISK_CHANNELS, UNBOUNDED, now);
    this.lock = new Lock(this, now);
    this.heap =
        new Heap(
            plan.memoryMegabytes() * 1e6, service.baseMemory, plan.technology().collectsGarbage());
    this.good = tallies(service.operations.size());
    this.bad = tallies(service.operations.size());
    this.calls = new long[service.edges.size()];
    this.failedCalls = new long[service.edges.size()];
    this.refilled = now;
    while (pools.size() < service.edges.size()) {
      pools.add(new Station<>(plan.poolSize(), POOL_WAITING_MAX, now));
    }
    applyCondition();
  }

  private static Tally[] tallies(int size) {
    Tally[] tallies = new Tally[size];
    for (int i = 0; i < size; i++) {
      tallies[i] = new Tally();
    }
    return tallies;
  }

  /** A condition has changed. */
  void applyCondition() {
    Condition condition = instance.condition;
    threads.resize(Math.max(0, instance.service.plan.threads() - condition.threadsStuck));
    for (Station<Call> pool : pools) {
      pool.resize(Math.min(instance.service.plan.poolSize(), condition.poolMax));
    }
    heap.ballast(condition.ballast);
  }

  /** Lets waiting calls have what has become free. */
  void serve(long now) {
    if (dead) {
      return;
    }
    serveThreads(now);
    for (Station<Call> pool : pools) {
      servePool(pool, now);
    }
  }

  void serveThreads(long now) {
    for (Job job = threads.next(now); job != null; job = threads.next(now)) {
      job.start(now);
    }
  }

  void serveCpu(long now) {
    for (Job job = cpu.next(now); job != null; job = cpu.next(now)) {
      job.compute(now);
    }
  }

  void serveDisk(long now) {
    for (Job job = disk.next(now); job != null; job = disk.next(now)) {
      job.transfer(now);
    }
  }

  static void servePool(Station<Call> pool, long now) {
    for (Call call = pool.next(now); call != null; call = pool.next(now)) {
      if (call.isClosed()) {
        pool.leave(now);
      } else {
        call.connected(now);
      }
    }
  }

  /** Nanoseconds that a computation takes here and now. */
  long cpuNanos(Operation operation, double nanos, long now) {
    Condition condition = instance.condition;
    double computed = nanos * release.work() * operation.work;
    computed *= coldness(now) * instance.service.drift;
    double own = computed / (1 - Math.min(.97, condition.burntShare));
    own *= instance.host.slowness();
    double stopped = own / (1 - Math.min(.97, condition.throttledShare)) - own;
    throttledNanos += (long) stopped;
    usedNanos += (long) computed;
    instance.host.use((long) computed);
    return (long) (own + stopped) + heap.pauseLeft(now);
  }

  /** Fresh processes are slow: classes are loaded, code is compiled, connections are opened. */
  private double coldness(long now) {
    double age = (now - started) / 1e9;
    double cold = instance.service.plan.technology().isJvm() ? 1.5 : .3;
    return age > 120 ? 1 : 1 + cold * Math.exp(-age / 20);
  }

  /** Whether one more request is within the rate that is allowed. */
  boolean admits(long now) {
    double rate = instance.condition.rateMax;
    if (rate == Double.POSITIVE_INFINITY) {
      return true;
    }
    tokens = Math.min(Math.max(1, rate), tokens + rate * (now - refilled) / 1e9);
    refilled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  boolean takesMessages() {
    return !dead && consuming < Math.clamp(threads.servers() / 4, 1, 8);
  }

  void add(Job job) {
    job.place = active.size();
    active.add(job);
  }

  void remove(Job job) {
    Job last = active.removeLast();
    if (last != job) {
      active.set(job.place, last);
      last.place = job.place;
    }
  }

  int active() {
    return active.size();
  }

  /** A call is over, for its metrics. */
  void count(Call call) {
    int edge = call.link.edge().index;
    calls[edge]++;
    failedCalls[edge] += call.outcome.isFailure() ? 1 : 0;
  }

  /** Ends the process; who waits for it is told by the network. */
  void die(long now) {
    dead = true;
    for (Job job : active) {
      job.orphan(now);
    }
    active.clear();
  }

  double burntCores() {
    Condition condition = instance.condition;
    double own = condition.burntShare * instance.service.plan.cores() * .95;
    return own + Math.min(condition.hoggedCores, .8 * instance.host.cores);
  }

  @Nullable Station<Call> pool(Edge edge) {
    return edge.callee.isPooled() ? pools.get(edge.index) : null;
  }
}
