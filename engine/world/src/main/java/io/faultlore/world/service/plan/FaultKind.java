package io.faultlore.world.service.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be broken. Each kind turns a cause; what is seen follows from it. */
public enum FaultKind {
  /** Something else in the container computes. */
  CPU_CONTENTION(Scope.INSTANCE),
  /** The platform's quota stops all computing for a share of the time. */
  CPU_THROTTLING(Scope.INSTANCE),
  /** Every request leaves something behind until memory is full and the process is killed. */
  MEMORY_LEAK(Scope.INSTANCE),
  /** What is kept leaves too little room for garbage. */
  GC_THRASH(Scope.INSTANCE),
  /** Writes fail. */
  DISK_FULL(Scope.INSTANCE),
  SLOW_DISK(Scope.INSTANCE),
  NETWORK_DELAY(Scope.INSTANCE),
  PACKET_LOSS(Scope.INSTANCE),
  /** Nothing arrives between two services. */
  NETWORK_PARTITION(Scope.EDGE),
  /** The service cannot resolve names. */
  DNS_FAILURE(Scope.SERVICE),
  /** Something else holds the connections. */
  POOL_EXHAUSTION(Scope.SERVICE),
  /** A share of the connections is never given back. */
  CONNECTION_LEAK(Scope.SERVICE),
  /** Threads that never come back. */
  THREAD_STARVATION(Scope.INSTANCE),
  /** Two requests wait for each other's lock. */
  DEADLOCK(Scope.INSTANCE),
  /** Locks are held for long. */
  LOCK_CONTENTION(Scope.INSTANCE),
  /** A statement lost its index. */
  SLOW_QUERY(Scope.OPERATION),
  /** A cache has lost what it knew and cannot keep what it learns. */
  CACHE_FLUSH(Scope.SERVICE),
  /** Hot keys expire together again and again, and everybody computes them anew. */
  CACHE_STAMPEDE(Scope.SERVICE),
  /** Consumers are handed messages only now and then. */
  QUEUE_BACKLOG(Scope.SERVICE),
  /** Messages that cannot be processed are delivered again for ever. */
  POISON_MESSAGE(Scope.SERVICE),
  /** Somebody else's system is down or answers with errors. */
  DEPENDENCY_OUTAGE(Scope.SERVICE),
  /** A service refuses what is above a rate. */
  RATE_LIMITING(Scope.SERVICE),
  /** The caller's credentials are no longer accepted. */
  EXPIRED_CREDENTIALS(Scope.EDGE),
  /** A new version throws. */
  BAD_DEPLOYMENT_EXCEPTIONS(Scope.SERVICE),
  /** A new version computes for long. */
  BAD_DEPLOYMENT_SLOW(Scope.SERVICE),
  /** The caller has a wrong address. */
  WRONG_CONFIGURATION(Scope.EDGE),
  /** The caller's patience is near the usual latency. */
  TIMEOUT_TOO_SHORT(Scope.EDGE),
  /** An impatient caller tries again at once, many times. */
  RETRY_STORM(Scope.EDGE),
  /** More requests than the system was built for. */
  TRAFFIC_SPIKE(Scope.SERVICE),
  /** An instance without limits takes the cores of its host. */
  NOISY_NEIGHBOUR(Scope.HOST),
  /** The clock of the instance's host is put forward or back. */
  CLOCK_JUMP(Scope.HOST),
  /** The process dies soon after every start. */
  CRASH_LOOP(Scope.INSTANCE),
  /** The process is killed and is not started again. */
  INSTANCE_DOWN(Scope.INSTANCE),
  /** One instance is sent most requests. */
  LOAD_IMBALANCE(Scope.INSTANCE);

  /** What a fault of a kind hits. */
  public enum Scope {
    /** One instance of a service, or all of them. */
    INSTANCE,
    SERVICE,
    /** Calls of the service to another one. */
    EDGE,
    /** The host of one instance of the service, hence everything on it. */
    HOST,
    /** One operation of the service. */
    OPERATION
  }

  private final Scope scope;

  FaultKind(Scope scope) {
    this.scope = scope;
  }

  public Scope scope() {
    return scope;
  }

  /** Whether it can come in this way: a version is brought out whole or not at all. */
  boolean comes(Onset onset) {
    return switch (this) {
      case BAD_DEPLOYMENT_EXCEPTIONS, BAD_DEPLOYMENT_SLOW -> onset == Onset.SUDDEN;
      default -> true;
    };
  }

  /** The name users know it by, and the type in labels: {@code memory_leak}. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists those there are
   */
  public static FaultKind named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    for (FaultKind kind : values()) {
      if (kind.type().equals(wanted)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown fault '" + name + "'; known are " + String.join(", ", names()));
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(FaultKind::type).sorted().toList();
  }
}
