package io.faultlore.engine.task.runtime;

import io.faultlore.engine.task.runtime.Detector.Judged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins anomalous windows into failures: one failure, however many services it reaches and however
 * many windows it lasts. A failure that flares up again at the same service soon after it was
 * closed is the same one.
 */
final class Episodes {
  /** A score so high that one window is enough. */
  private static final double SURE = 1.5;

  /** A failure that flares up again within this time is the same one. */
  private static final long REOPEN_NANOS = 120_000_000_000L;

  /** Without any telemetry for this time nothing more will be known of a failure. */
  private static final long IDLE_NANOS = 5 * 60_000_000_000L;

  /** After this time what was a failure is the new normal: baselines may learn it again. */
  private static final long CHRONIC_NANOS = 30 * 60_000_000_000L;

  private final int openAfter;
  private final int closeAfter;
  private final long paneNanos;
  private final Map<String, Integer> streaks = new HashMap<>();
  private final Map<String, Long> firstSeen = new HashMap<>();
  private Optional<Episode> open = Optional.empty();
  private Optional<Episode> closed = Optional.empty();

  Episodes(int openAfter, int closeAfter, long paneNanos) {
    this.openAfter = openAfter;
    this.closeAfter = closeAfter;
    this.paneNanos = paneNanos;
  }

  /** A failure while it lasts; changed only by {@link Episodes}. */
  static final class Episode {
    final long onset;
    final long detected;
    private final Map<String, Double> peaks = new TreeMap<>();
    private long last;
    private boolean quiet;
    private int slices;

    private Episode(long onset, long detected) {
      this.onset = onset;
      this.detected = detected;
      this.last = onset;
    }

    /** The last anomalous moment. */
    long last() {
      return last;
    }

    /** Anomalous windows so far. */
    int slices() {
      return slices;
    }

    /** The highest score of every service that was anomalous. */
    Map<String, Double> peaks() {
      return peaks;
    }

    /** Whether it has lasted so long that it is no longer to be kept out of the baselines. */
    boolean isChronic() {
      return last - onset > CHRONIC_NANOS;
    }
  }

  /** What a window did to the failure. */
  enum Change {
    OPENED,
    /** It had been closed a short while ago and goes on: still the same failure. */
    REOPENED,
    GREW,
    QUIET,
    CLOSED
  }

  /** The failure that a window opened, changed or closed. */
  record Changed(Episode episode, Change change) {}

  /** Takes the verdicts of one window; no change when there is no failure. */
  List<Changed> take(List<Judged> window, long windowEnd, long emitted) {
    List<Judged> anomalous = window.stream().filter(j -> j.verdict().score() >= 1).toList();
    countStreaks(anomalous, windowEnd);
    List<Judged> ready = anomalous.stream().filter(this::isReady).toList();
    List<Changed> changes = new ArrayList<>();
    if (open.isPresent()) {
      Episode episode = open.get();
      if (!isAnother(episode, anomalous, ready)) {
        return List.of(proceed(episode, anomalous, windowEnd));
      }
      changes.add(close(episode));
    }
    if (!ready.isEmpty()) {
      changes.add(open(ready, anomalous, windowEnd, emitted));
    }
    return changes;
  }

  /** Whether the failure had quieted and now services speak up that had no part in it. */
  private static boolean isAnother(Episode episode, List<Judged> anomalous, List<Judged> ready) {
    return episode.quiet
        && !ready.isEmpty()
        && anomalous.stream().noneMatch(one -> episode.peaks.containsKey(one.service()));
  }

  private Changed open(List<Judged> ready, List<Judged> anomalous, long windowEnd, long emitted) {
    Optional<Episode> again = reopened(ready, windowEnd);
    Episode episode = again.orElseGet(() -> opened(ready, emitted));
    open = Optional.of(episode);
    closed = Optional.empty();
    grow(episode, anomalous, windowEnd);
    return new Changed(episode, again.isPresent() ? Change.REOPENED : Change.OPENED);
  }

  private Changed close(Episode episode) {
    open = Optional.empty();
    closed = Optional.of(episode);
    return new Changed(episode, Change.CLOSED);
  }

  boolean isOpen() {
    return open.isPresent();
  }

  private boolean isReady(Judged one) {
    return streaks.getOrDefault(one.service(), 0) >= openAfter || one.verdict().score() >= SURE;
  }

  private void countStreaks(List<Judged> anomalous, long windowEnd) {
    Map<String, Integer> next = new HashMap<>();
    for (Judged one : anomalous) {
      next.put(one.service(), streaks.getOrDefault(one.service(), 0) + 1);
      firstSeen.putIfAbsent(one.service(), windowEnd);
    }
    streaks.clear();
    streaks.putAll(next);
    firstSeen.keySet().retainAll(next.keySet());
  }

  private Changed proceed(Episode episode, List<Judged> anomalous, long windowEnd) {
    if (!anomalous.isEmpty()) {
      grow(episode, anomalous, windowEnd);
      return new Changed(episode, Change.GREW);
    }
    episode.quiet = true;
    // By time: where telemetry comes once a minute, one quiet window is a minute of quiet.
    if (windowEnd - episode.last < closeAfter * paneNanos) {
      return new Changed(episode, Change.QUIET);
    }
    return close(episode);
  }

  /** No window closes any more, because no service sends anything: what is open ends some day. */
  Optional<Changed> idle(long now) {
    return open.filter(episode -> now - episode.last >= IDLE_NANOS).map(this::close);
  }

  private static void grow(Episode episode, List<Judged> anomalous, long windowEnd) {
    anomalous.forEach(one -> episode.peaks.merge(one.service(), one.verdict().score(), Math::max));
    episode.last = Math.max(episode.last, windowEnd);
    episode.quiet = false;
    episode.slices++;
  }

  private Optional<Episode> reopened(List<Judged> ready, long windowEnd) {
    return closed
        .filter(episode -> windowEnd - episode.last <= REOPEN_NANOS)
        .filter(episode -> ready.stream().anyMatch(one -> one.service().equals(worst(episode))));
  }

  private static String worst(Episode episode) {
    return episode.peaks.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** It began in the newest two panes of the first anomalous window. */
  private Episode opened(List<Judged> ready, long emitted) {
    long first =
        ready.stream()
            .mapToLong(one -> firstSeen.getOrDefault(one.service(), emitted))
            .min()
            .orElse(emitted);
    return new Episode(first - 2 * paneNanos, emitted);
  }
}
