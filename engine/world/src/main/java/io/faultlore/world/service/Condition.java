package io.faultlore.world.service;

/**
 * What ails an instance: the causes that faults turn, neutral when healthy. It belongs to the
 * instance's place, not to its process, so a restart does not cure it.
 */
final class Condition {
  /** Share of the cores that something else in the container burns, 0..1. */
  double burntShare;

  /** Share of the time in which the quota stops all computing, 0..1. */
  double throttledShare;

  /** Threads that never come back. */
  int threadsStuck;

  /** Connections to each other service. */
  int poolMax = Integer.MAX_VALUE;

  /** Share of calls whose connection is never given back, 0..1. */
  double poolLeak;

  /** Bytes that every request leaves behind. */
  double leakPerRequest;

  /** Share of the memory limit that is taken by what cannot be cleared, 0..1. */
  double ballast;

  /** Factor of disk times. */
  double disk = 1;

  /** Share of what is usually free on the disk that something has filled, 0..1. */
  double diskFilled;

  /** Factor of the time for which locks are held. */
  double lock = 1;

  /** Share of requests whose lock is never released, 0..1. */
  double deadlock;

  /** One way, to and from everybody. */
  double delayNanos;

  /** Share of packets lost, to and from everybody, 0..1. */
  double loss;

  boolean namesUnresolved;

  /** Share of requests that end in an exception of its own code, 0..1. */
  double exceptions;

  /** Requests a second above which it refuses. */
  double rateMax = Double.POSITIVE_INFINITY;

  /** Life of the process in nanoseconds after which it dies, 0 for never. */
  long diesAfterNanos;

  /** Weight in the load balancing. */
  double attraction = 1;

  boolean rejectsAll;

  /** Nobody starts it again. */
  boolean keptDown;

  /** Cores of the host that it takes beyond its own. */
  double hoggedCores;

  boolean isDiskFull() {
    return diskFilled >= 1;
  }
}
