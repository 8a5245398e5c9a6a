package io.faultlore.world.service;

/** Something to which simulated time matters. */
@FunctionalInterface
interface Happening {
  /**
   * The moment has come.
   *
   * @param what the code given when it was scheduled, 0..255
   */
  void happen(int what, long now);
}
