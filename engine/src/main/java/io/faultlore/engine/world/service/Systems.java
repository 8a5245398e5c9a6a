package io.faultlore.engine.world.service;

/** The systems there are. */
public final class Systems {
  private Systems() {}

  /** A web shop of 24 services, always the same. */
  public static SystemPlan shop() {
    return Shop.plan();
  }
}
