package io.faultlore.engine.slice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The past minutes of every service, from which baselines are made: the last 40 with spans, the
 * last 40 with logs, the last 90 with metrics. Minutes of a failure are held back from the services
 * that had a part in it and from nobody else, and what is judged live is compared with minutes that
 * lie some time back, so that a failure does not become its own baseline.
 */
public final class History {
  /**
   * Minutes of a baseline of spans or logs: long enough for rare calls, short enough to follow the
   * day.
   */
  static final int RECORDED_MINUTES = 40;

  /** Minutes of a baseline of metrics, whose levels wander more slowly. */
  static final int MEASURED_MINUTES = 90;

  /** In nanoseconds. */
  static final long MINUTE = 60_000_000_000L;

  /**
   * What is judged is compared with minutes so long ago, in nanoseconds, so that a failure is not
   * usual yet.
   */
  static final long LAG = 5 * MINUTE;

  private final int servicesMax;
  private final SortedMap<String, Past> pasts = new TreeMap<>();
  private final List<Pane> current = new ArrayList<>();
  private Baselines last = new Baselines(new TreeMap<>(), new TreeSet<>());

  /**
   * @param servicesMax more are not remembered: who has been silent longest is forgotten
   */
  public History(int servicesMax) {
    this.servicesMax = servicesMax;
  }

  /** Takes closed panes in order of time. */
  public void add(Pane pane) {
    if (!current.isEmpty() && minute(current.get(0)) != minute(pane)) {
      closeMinute();
    }
    current.add(pane);
  }

  /** In this stretch the services had a part in a failure. */
  public void holdBack(Set<String> services, long startUnixNano, long endUnixNano) {
    for (String service : services) {
      Past past = pasts.get(service);
      if (past != null) {
        past.holdBack(startUnixNano, endUnixNano);
      }
    }
  }

  /** What is usual, as the live line may know it: minutes that ended five minutes ago or more. */
  public Baselines live(long nowUnixNano) {
    SortedMap<String, ServiceBaseline> services = each(past -> past.live(nowUnixNano));
    SortedSet<String> awake = awake(nowUnixNano);
    if (!last.isSame(services, awake)) {
      last = new Baselines(services, awake);
    }
    return last;
  }

  /** What was usual before a moment that somebody names as the beginning of a failure. */
  public Baselines before(long unixNano) {
    return new Baselines(each(past -> past.before(unixNano)), awake(unixNano));
  }

  private SortedMap<String, ServiceBaseline> each(Function<Past, ServiceBaseline> baseline) {
    SortedMap<String, ServiceBaseline> services = new TreeMap<>();
    pasts.forEach((service, past) -> services.put(service, baseline.apply(past)));
    return services;
  }

  private SortedSet<String> awake(long now) {
    SortedSet<String> awake = new TreeSet<>();
    pasts.forEach(
        (service, past) -> {
          if (!past.isResting(now)) {
            awake.add(service);
          }
        });
    return awake;
  }

  private void closeMinute() {
    Pane minute = Pane.merge(current);
    current.clear();
    minute.services().keySet().forEach(service -> pasts.computeIfAbsent(service, k -> new Past()));
    pasts.forEach((service, past) -> past.add(minute, service));
    while (pasts.size() > servicesMax) {
      pasts.entrySet().stream()
          .min(Comparator.comparingLong((Map.Entry<String, Past> one) -> one.getValue().lastSeen()))
          .ifPresent(longestSilent -> pasts.remove(longestSilent.getKey()));
    }
  }

  private static long minute(Pane pane) {
    return pane.startUnixNano() / MINUTE;
  }
}
