package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Cuts the stream into panes of event time. A pane closes when event time has passed its end by the
 * allowed lateness; until then records may come in any order. A span belongs to the pane of its end
 * and is read when that closes: its children have ended before it.
 */
public final class Slicer {
  /** Records that wait for common time, about 1 KB each: a minute of one busy source. */
  static final int EARLY_MAX = 10_000;

  private final SliceConfig config;
  private final Drops drops = new Drops();
  private final EventClock clock;
  private final PaneFiller filler;
  private final TreeMap<Long, OpenPane> open = new TreeMap<>();
  private final List<Pane> closed = new ArrayList<>();
  private final List<Early> early = new ArrayList<>();
  private long earlyTaken;
  private long nextIndex = Long.MIN_VALUE;

  public Slicer(SliceConfig config) {
    this.config = config;
    this.clock = new EventClock(config.latenessNanos(), config.futureNanos());
    this.filler =
        new PaneFiller(
            config,
            clock::latest,
            drops,
            oneOf -> open.values().forEach(pane -> pane.sampled(oneOf)));
  }

  /** A record that waits for common time, and since when by that. */
  private record Early(Signal signal, long since) {}

  /** Takes a record; returns the panes that closed, in order of time. */
  public List<Pane> add(Signal signal) {
    if (signal.timeUnixNano() <= 0) {
      drops.count(Drops.Reason.NO_TIME);
    } else {
      place(signal);
    }
    return closed();
  }

  /** Idle time has passed: closes what no record will close. */
  public List<Pane> advance(long nowUnixNano) {
    clock.advance(nowUnixNano);
    if (clock.latest() != Long.MIN_VALUE) {
      closeWhatIsOver();
    }
    return closed();
  }

  private List<Pane> closed() {
    if (closed.isEmpty()) {
      return List.of();
    }
    List<Pane> all = List.copyOf(closed);
    closed.clear();
    return all;
  }

  private void place(Signal signal) {
    switch (clock.see(signal.resource(), signal.timeUnixNano(), openFrom())) {
      case ON_TIME -> {
        take(signal, clock.placed());
        if (clock.offBy() != 0) {
          long offBy = clock.offBy();
          ofLatest(signal, sent -> sent.clockIsOff(signal.resource().instance(), offBy));
        }
        closeWhatIsOver();
      }
      case LATE -> {
        drops.count(Drops.Reason.LATE);
        ofLatest(signal, ServicePane::strayed);
      }
      case EARLY -> {
        ofLatest(signal, ServicePane::strayed);
        if (early.size() < EARLY_MAX) {
          early.add(new Early(signal, clock.latest()));
        } else {
          drops.count(Drops.Reason.FUTURE);
        }
      }
      case JUMPED -> {
        long target = clock.latest() - config.futureNanos();
        closeUntil(target);
        nextIndex = Math.max(nextIndex, Math.floorDiv(target, config.paneNanos()));
        takeEarly();
        place(signal);
      }
      case JUMPED_BACK -> {
        open.clear();
        filler.forgetTraces();
        nextIndex = Long.MIN_VALUE;
        place(signal);
      }
    }
  }

  private void closeWhatIsOver() {
    if (!early.isEmpty() && Math.abs(clock.latest() - earlyTaken) >= config.latenessNanos()) {
      takeEarly();
    }
    closeUntil(clock.latest() - config.latenessNanos());
  }

  /** Common time has moved on: some of what was ahead of it has its place now. */
  private void takeEarly() {
    earlyTaken = clock.latest();
    List<Early> waiting = List.copyOf(early);
    early.clear();
    for (Early one : waiting) {
      Signal signal = one.signal;
      if (clock.fits(signal.resource(), signal.timeUnixNano(), openFrom())) {
        take(signal, clock.placed());
      } else if (signal.timeUnixNano() > earlyTaken
          && earlyTaken - one.since <= EventClock.SURE_NANOS) {
        early.add(one);
      } else {
        drops.count(Drops.Reason.FUTURE);
      }
    }
  }

  /** Event time up to which everything is closed, or {@code Long.MIN_VALUE} at the beginning. */
  public long closedUntil() {
    return openFrom();
  }

  /** The latest event time seen. */
  public long latest() {
    return clock.latest();
  }

  public Drops drops() {
    return drops;
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    return filler.fill();
  }

  /** Who takes most of a bound that is filling up, by the bound's name. */
  public Map<String, String> filledBy() {
    return filler.filledBy();
  }

  private long openFrom() {
    return nextIndex == Long.MIN_VALUE ? Long.MIN_VALUE : nextIndex * config.paneNanos();
  }

  private void take(Signal signal, long time) {
    String service = signal.resource().service();
    if (service.isEmpty()) {
      drops.count(Drops.Reason.NO_SERVICE);
      return;
    }
    if (!filler.knows(service)) {
      return;
    }
    long index = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE) {
      nextIndex = index - config.latenessNanos() / config.paneNanos() - 1;
    }
    OpenPane pane = open.computeIfAbsent(index, this::openPane);
    long shift = time - signal.timeUnixNano();
    // A clock that is right within a minute is left alone inside traces: their parts fit better by
    // what they say than by what the batches of exporters and Collectors let guess.
    long inTrace = Math.abs(shift) > EventClock.SURE_NANOS ? shift : 0;
    filler.take(signal, inTrace, pane);
  }

  /** What its service sends at this moment, whatever time it says. */
  private void ofLatest(Signal signal, Consumer<ServicePane> told) {
    String service = signal.resource().service();
    OpenPane pane = open.get(Math.floorDiv(clock.latest(), config.paneNanos()));
    if (pane != null && !service.isEmpty() && filler.knows(service)) {
      told.accept(pane.service(service));
    }
  }

  private OpenPane openPane(long index) {
    return filler.open(index * config.paneNanos(), (index + 1) * config.paneNanos());
  }

  private void closeUntil(long time) {
    long end = Math.floorDiv(time, config.paneNanos());
    if (nextIndex == Long.MIN_VALUE || end <= nextIndex) {
      return;
    }
    while (!open.isEmpty() && open.firstKey() < end) {
      closed.add(filler.close(open.pollFirstEntry().getValue()));
    }
    nextIndex = end;
    filler.closedUntil(end * config.paneNanos());
  }
}
