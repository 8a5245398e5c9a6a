package io.faultlore.engine.task.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Joins anomalous windows into failures: one for each connected part of what is anomalous, however
 * many services it reaches and however many windows it lasts. A failure that flares up again at the
 * same service soon after it was closed is the same one.
 */
final class Episodes {
  /** A score so high that one window is enough. */
  private static final double SURE = 1.5;

  /** A failure that flares up again within this time is the same one. */
  private static final long REOPEN_NANOS = 120_000_000_000L;

  /** Who feels a failure feels it so soon, in nanoseconds: in the next window but one. */
  private static final long TOGETHER_NANOS = 90_000_000_000L;

  /** Without any telemetry for this time nothing more will be known of a failure. */
  private static final long IDLE_NANOS = 5 * 60_000_000_000L;

  /** Services that failed and were not seen again hold their failure open for so long at most. */
  private static final long UNSEEN_NANOS = 30 * 60_000_000_000L;

  private final int openAfter;
  private final int closeAfter;
  private final long paneNanos;
  private final Map<String, Streak> streaks = new HashMap<>();
  private final List<Episode> open = new ArrayList<>();
  private final List<Episode> closed = new ArrayList<>();
  private long lastWindowEnd;

  /** Anomalous windows in a row, and the end of the first. */
  private record Streak(int windows, long firstEnd) {}

  Episodes(int openAfter, int closeAfter, long paneNanos) {
    this.openAfter = openAfter;
    this.closeAfter = closeAfter;
    this.paneNanos = paneNanos;
  }

  /** What a window did to a failure. */
  enum Change {
    OPENED,
    /** It had been closed a short while ago and goes on: still the same failure. */
    REOPENED,
    GREW,
    QUIET,
    CLOSED
  }

  /** Whether two services may suffer from the same failure. */
  @FunctionalInterface
  interface Near {
    /**
     * Whether a failure of one may be felt by the other.
     *
     * @param together whether both began to suffer within {@link #TOGETHER_NANOS}: where little is
     *     known of who calls whom, that tells that they belong together
     */
    boolean test(String a, String b, boolean together);
  }

  /** The failure that a window opened, changed or closed. */
  record Changed(Episode episode, Change change) {}

  /**
   * Takes the verdicts of one window.
   *
   * @param ongoing whether the newest of what was seen still shows it: a hiccup of seconds is in
   *     several windows, and is no failure
   * @return what became of each failure, the older ones first
   */
  List<Changed> take(
      List<Judged> window, Near near, Predicate<Judged> ongoing, long windowEnd, long emitted) {
    lastWindowEnd = windowEnd;
    List<Judged> anomalous = window.stream().filter(Judged::isAnomalous).toList();
    countStreaks(anomalous, windowEnd);
    closed.removeIf(episode -> windowEnd - episode.last() > REOPEN_NANOS);
    Set<Judged> left = new LinkedHashSet<>(anomalous);
    List<Changed> changes = new ArrayList<>();
    for (Episode episode : List.copyOf(open)) {
      changes.add(proceed(episode, share(episode, left, near, windowEnd), window, windowEnd));
    }
    List<Judged> ready = left.stream().filter(this::isReady).filter(ongoing).toList();
    for (Judged seed : ready) {
      if (left.contains(seed)) {
        changes.add(open(connected(List.of(seed), left, near, true), windowEnd, emitted));
      }
    }
    for (Episode episode : open) {
      open.stream().filter(other -> other != episode).forEach(episode::isBeside);
    }
    return changes;
  }

  /** The failures that go on, the older first. */
  List<Episode> open() {
    return List.copyOf(open);
  }

  /** No window closes any more, because no service sends anything: what is open ends some day. */
  List<Changed> idle(long now) {
    if (now - lastWindowEnd < IDLE_NANOS) {
      return List.of();
    }
    List<Episode> ended = List.copyOf(open);
    open.clear();
    closed.addAll(ended);
    return ended.stream().map(episode -> new Changed(episode, Change.CLOSED)).toList();
  }

  /**
   * Takes out what belongs to the failure: its members, and whoever is near them. One that has
   * quietened, or has become chronic, draws in nobody new.
   */
  private List<Judged> share(Episode episode, Set<Judged> left, Near near, long windowEnd) {
    List<Judged> own = left.stream().filter(one -> episode.has(one.service())).toList();
    if (episode.isQuiet() || episode.isChronic()) {
      own.forEach(left::remove);
      return own;
    }
    boolean together = windowEnd - episode.onset <= TOGETHER_NANOS;
    Predicate<Judged> nearMember =
        one ->
            episode.members().stream()
                .anyMatch(member -> near.test(member, one.service(), together));
    List<Judged> seeds = new ArrayList<>(own);
    left.stream()
        .filter(one -> !episode.has(one.service()) && !isElsewhere(one, episode))
        .filter(nearMember)
        .forEach(seeds::add);
    seeds.forEach(left::remove);
    Set<Judged> free = new LinkedHashSet<>(left);
    free.removeIf(one -> isElsewhere(one, episode));
    List<Judged> all = connected(seeds, free, near, together);
    all.forEach(left::remove);
    return all;
  }

  private boolean isElsewhere(Judged one, Episode episode) {
    return open.stream().anyMatch(other -> other != episode && other.has(one.service()));
  }

  /** The seeds and whoever is near them, or near those; taken out of the rest. */
  private static List<Judged> connected(
      Collection<Judged> seeds, Set<Judged> rest, Near near, boolean together) {
    List<Judged> part = new ArrayList<>(seeds);
    rest.removeAll(new HashSet<>(seeds));
    for (int i = 0; i < part.size(); i++) {
      String service = part.get(i).service();
      List<Judged> next =
          rest.stream().filter(one -> near.test(service, one.service(), together)).toList();
      part.addAll(next);
      next.forEach(rest::remove);
    }
    return part;
  }

  private Changed open(List<Judged> part, long windowEnd, long emitted) {
    List<Judged> ready = part.stream().filter(this::isReady).toList();
    Optional<Episode> again =
        closed.stream()
            .filter(
                episode -> ready.stream().anyMatch(one -> one.service().equals(episode.worst())))
            .findFirst();
    Episode episode = again.orElseGet(() -> opened(ready, emitted));
    closed.remove(episode);
    open.add(episode);
    episode.grow(part, windowEnd);
    return new Changed(episode, again.isPresent() ? Change.REOPENED : Change.OPENED);
  }

  private boolean isReady(Judged one) {
    Streak streak = streaks.get(one.service());
    return (streak != null && streak.windows >= openAfter) || one.verdict().score() >= SURE;
  }

  private void countStreaks(List<Judged> anomalous, long windowEnd) {
    Map<String, Streak> next = new HashMap<>();
    for (Judged one : anomalous) {
      long firstEnd = windowEnd - one.before() * paneNanos;
      Streak before = streaks.getOrDefault(one.service(), new Streak(0, firstEnd));
      next.put(one.service(), new Streak(before.windows + 1, before.firstEnd));
    }
    streaks.clear();
    streaks.putAll(next);
  }

  private Changed proceed(
      Episode episode, List<Judged> share, List<Judged> window, long windowEnd) {
    if (!share.isEmpty()) {
      episode.grow(share, windowEnd);
      return new Changed(episode, Change.GREW);
    }
    boolean unknown = windowEnd - episode.last() < UNSEEN_NANOS && isUnknown(episode, window);
    // By time: where telemetry comes once a minute, one quiet window is a minute of quiet.
    boolean silent = windowEnd - episode.last() >= closeAfter * paneNanos;
    if (!unknown) {
      episode.quieten();
    } else if (silent) {
      episode.await();
    }
    if (unknown || !silent) {
      return new Changed(episode, Change.QUIET);
    }
    open.remove(episode);
    closed.add(episode);
    return new Changed(episode, Change.CLOSED);
  }

  /**
   * Whether those who had it worst still fail, or were not asked, so that nothing says it is over.
   */
  private static boolean isUnknown(Episode episode, List<Judged> window) {
    Set<String> worst = episode.amongWorst();
    return window.stream()
        .filter(one -> worst.contains(one.service()))
        .anyMatch(one -> one.unseen() || episode.isStillFailing(one));
  }

  /** It began in the newest two panes of the first anomalous window. */
  private Episode opened(List<Judged> ready, long emitted) {
    long first =
        ready.stream()
            .map(one -> streaks.get(one.service()))
            .mapToLong(streak -> streak == null ? emitted : streak.firstEnd)
            .min()
            .orElse(emitted);
    return new Episode(first - 2 * paneNanos, emitted);
  }
}
