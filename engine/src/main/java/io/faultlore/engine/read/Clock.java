package io.faultlore.engine.read;

import io.faultlore.engine.slice.ServicePane;
import java.util.List;

/**
 * The clock of an instance that has jumped, beside the clocks of all others.
 *
 * @param aheadSeconds below 0 where it is behind, or where what it sends comes so much later
 */
public record Clock(String instance, double aheadSeconds) implements Compared {
  static List<Clock> of(ServicePane now) {
    return now.clocksOff().entrySet().stream()
        .map(off -> new Clock(off.getKey(), off.getValue() / 1e9))
        .toList();
  }
}
