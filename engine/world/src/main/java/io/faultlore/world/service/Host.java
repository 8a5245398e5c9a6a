package io.faultlore.world.service;

/** A machine: its cores are shared by the instances on it, its clock by their telemetry. */
final class Host {
  final String name;
  final int zone;
  final int cores;
  final int memoryGigabytes;

  /** Cores burnt beyond any limit by one of the instances. */
  double foreignCores;

  /** Nanoseconds by which the clock is ahead. */
  final long clockOffset;

  /** What somebody has put the clock forward by. */
  long jump;

  private int busyCores;
  private long diskNanos;
  private long cpuNanos;
  private long networkBytes;

  Host(String name, int zone, int cores, long clockOffset) {
    this.name = name;
    this.zone = zone;
    this.cores = cores;
    this.memoryGigabytes = 4 * cores;
    this.clockOffset = clockOffset;
  }

  /** A core begins to compute. */
  void busy() {
    busyCores++;
  }

  void use(long nanos) {
    cpuNanos += nanos;
  }

  void idle() {
    busyCores--;
  }

  void disk(long nanos) {
    diskNanos += nanos;
  }

  void network(long bytes) {
    networkBytes += bytes;
  }

  /** Time a computation takes in relation to an idle machine, when its cores do not suffice. */
  double slowness() {
    double wanted = busyCores + foreignCores;
    return Math.max(1, wanted / cores);
  }

  double load() {
    return busyCores + foreignCores;
  }

  long cpuNanos() {
    return cpuNanos;
  }

  long diskNanos() {
    return diskNanos;
  }

  long networkBytes() {
    return networkBytes;
  }

  /** What the clock shows. */
  long clock(long now) {
    return now + clockOffset + jump;
  }
}
