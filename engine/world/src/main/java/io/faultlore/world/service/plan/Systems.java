package io.faultlore.world.service.plan;

/** The systems there are. */
public final class Systems {
  private static final int SERVICES_MIN = 4;
  private static final int SERVICES_MAX = 60;

  private Systems() {}

  /** A web shop of 24 services, always the same. */
  public static SystemPlan shop() {
    return Shop.plan();
  }

  /** A system drawn at random, of 4 to 60 services; small ones are more frequent. */
  public static SystemPlan random(long seed) {
    return random(seed, (int) new Draw(seed, "size").logBetween(SERVICES_MIN, SERVICES_MAX + 1));
  }

  /**
   * A system drawn at random.
   *
   * @throws IllegalArgumentException when the number of services is not in 4..60
   */
  public static SystemPlan random(long seed, int services) {
    if (services < SERVICES_MIN || services > SERVICES_MAX) {
      throw new IllegalArgumentException(services + " services are not in 4..60");
    }
    return RandomSystem.draw(seed, services);
  }
}
