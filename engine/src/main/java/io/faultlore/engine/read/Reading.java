package io.faultlore.engine.read;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A window beside what is usual: everything that was compared, of every service that sent
 * something, was called, or is missed.
 *
 * @param services by name, in the order of the names
 */
public record Reading(Pane window, Baselines usual, SortedMap<String, ServiceReading> services) {
  /** Expected fewer times, a thing is not told to be absent: e^-2 is one window in 7. */
  static final double ABSENT_MIN = 2;

  /** Expected so many times, a thing is absent by chance in one window of 150. */
  public static final double MISSED_MIN = 5;

  public Reading {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /** Compares; what there is to compare is bounded by the bounds of slices. */
  public static Reading of(Pane window, Baselines usual) {
    TreeSet<String> names = new TreeSet<>(usual.services());
    names.addAll(window.services().keySet());
    SortedMap<String, ServiceReading> services = new TreeMap<>();
    names.forEach(name -> services.put(name, ServiceReading.of(name, window, usual)));
    return new Reading(window, usual, services);
  }

  /**
   * What was compared of the service.
   *
   * @throws NullPointerException when it is not among {@link #services}
   */
  public ServiceReading of(String service) {
    return Objects.requireNonNull(services.get(service), service);
  }
}
