package io.faultlore.world.service.plan;

/**
 * A change to be made.
 *
 * @param size how much of it: factor of the demand of a traffic shift, number of instances, jobs of
 *     a cron job; for a deployment the factor of the time it computes
 */
public record Change(
    ChangeKind kind, String service, double size, long startUnixNano, long endUnixNano) {
  public Change {
    if (!(size > 0) || endUnixNano <= startUnixNano) {
      throw new IllegalArgumentException("change of " + service + " is invalid");
    }
  }
}
