package io.faultlore.world.service.plan;

/**
 * A fault to be put into a system.
 *
 * @param service the root cause; for an edge the caller
 * @param instance number of the instance that is hit, {@link #ALL} for all; a host is that of the
 *     instance
 * @param other for an edge the callee, for an operation its name, else the empty string
 * @param strength above 0, at most 1
 * @param onset how it comes; a bad deployment can only be sudden
 */
public record Injection(
    FaultKind kind,
    String service,
    int instance,
    String other,
    double strength,
    Onset onset,
    long startUnixNano,
    long endUnixNano) {
  public static final int ALL = -1;

  public Injection {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength " + strength + " is not in (0, 1]");
    }
    if (endUnixNano <= startUnixNano) {
      throw new IllegalArgumentException("a fault must end after its start");
    }
    if (!kind.comes(onset)) {
      throw new IllegalArgumentException(kind.type() + " can only be SUDDEN, not " + onset);
    }
  }

  /**
   * A fault of a kind at a place drawn at random, where it will be felt.
   *
   * @throws IllegalArgumentException when the system has no such place
   */
  public static Injection random(
      SystemPlan plan, FaultKind kind, long startUnixNano, long endUnixNano, long seed) {
    return new RandomSchedule(plan, seed).injection(kind, startUnixNano, endUnixNano);
  }

  /** The same fault at another time. */
  public Injection during(long fromUnixNano, long toUnixNano) {
    return new Injection(kind, service, instance, other, strength, onset, fromUnixNano, toUnixNano);
  }

  /** The same fault, as strong as can be from its start on. */
  public Injection atOnce() {
    return new Injection(
        kind, service, instance, other, 1, Onset.SUDDEN, startUnixNano, endUnixNano);
  }
}
