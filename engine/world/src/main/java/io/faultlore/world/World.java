package io.faultlore.world;

import io.faultlore.engine.signal.Signal;
import java.util.List;

/**
 * A simulated world. It has one thread, no clock and no chance but its seed: the same world,
 * advanced in whatever strides, gives the same signals in the same order.
 */
public interface World {
  /**
   * Lets simulated time pass and hands over what arrives at the backend until then, in order of
   * arrival.
   *
   * @param untilUnixNano exclusive; an earlier moment than the last one does nothing
   */
  void advance(long untilUnixNano, Outlet outlet);

  /** What was really done up to the moment reached, in order of start. */
  List<Label> labels();

  /** Takes telemetry. */
  @FunctionalInterface
  interface Outlet {
    /**
     * One record arrives.
     *
     * @param arrivalUnixNano when a backend would receive it: never before its event time on the
     *     sender's clock was reached, later when telemetry is delayed
     */
    void on(long arrivalUnixNano, Signal signal);
  }
}
