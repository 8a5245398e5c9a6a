package io.faultlore.engine.slice;

/**
 * One number of one metric series of a service.
 *
 * @param key instance, metric name, attributes and, for histograms, which number
 * @param plain the same without the instance, the name as {@link MetricTable#plain} has it: equal
 *     for all instances, and for systems that name metrics as Prometheus does
 * @param meaning what the metric is about
 */
public record Series(String key, String name, String plain, Meaning meaning) {
  /** What a metric is about, so that systems can be compared: a column of the evidence each. */
  public enum Aspect {
    CPU,
    MEMORY,
    NETWORK,
    CLIENT,
    SERVER,
    RATE,
    /** Queues, pools, locks, throttling, garbage collection: waiting of any kind. */
    WAITING,
    /** Disks, volumes and files on them; in the evidence it counts as {@link #OTHER}. */
    DISK,
    OTHER
  }

  /** How a metric's number is to be read. */
  public enum Role {
    /** The share of a limit that is used, from 0 to 1. */
    UTILIZATION,
    /** How much of something is used or there. */
    USAGE,
    /** How much of something there can be. */
    LIMIT,
    /** How many wait, or are being worked on. */
    LENGTH,
    /** How far something is behind, or how old the oldest is. */
    LAG,
    /** Events, mostly as a rate. */
    COUNT,
    DURATION,
    /** Failures, mostly as a rate. */
    ERRORS,
    UPTIME,
    /** When, or how often, something was started. */
    START,
    /** Single requests, with their durations where the metric is no counter. */
    REQUEST
  }

  /**
   * What a metric is about, and how its number is to be read.
   *
   * @param limit the metric that tells the limit of a usage, in the form of {@link
   *     MetricTable#plain}, or the empty string
   */
  public record Meaning(Aspect aspect, Role role, String limit) {
    Meaning with(Role other) {
      return new Meaning(aspect, other, limit);
    }
  }

  public Aspect aspect() {
    return meaning.aspect();
  }

  public Role role() {
    return meaning.role();
  }

  /**
   * Whether this tells the limit of the other: of the same instance, under the name that the other
   * one's meaning has, and with no attribute that the other does not have as well.
   */
  boolean isLimitOf(Series usage) {
    return plainName().equals(usage.meaning.limit())
        && instance().equals(usage.instance())
        && isWithin(attributes(), usage.attributes());
  }

  private static boolean isWithin(String limit, String usage) {
    for (String attribute : limit.isEmpty() ? new String[0] : limit.split(",", -1)) {
      if (!(',' + usage + ',').contains(',' + attribute + ',')) {
        return false;
      }
    }
    return true;
  }

  String instance() {
    return key.substring(0, Math.max(0, key.indexOf('|')));
  }

  private String plainName() {
    int attributes = plain.indexOf('{');
    return attributes < 0 ? plain : plain.substring(0, attributes);
  }

  private String attributes() {
    int from = plain.indexOf('{');
    return from < 0 ? "" : plain.substring(from + 1, plain.lastIndexOf('}'));
  }
}
