package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Resource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Event time: how far the records have come, as most sources tell it. A source is one instance of a
 * service. Its <em>lead</em> is its own time minus common time when its records arrive: about 0 for
 * everybody whose clock is right. Sources vote with their leads, so that one wrong clock moves
 * nobody else's windows; a source that stays ahead or behind is judged in its own time minus its
 * lead. Only when most sources have moved, or nobody else speaks any more, has time itself jumped.
 *
 * <p>Nothing here depends on the time of arrival, only on the order, so that files read at full
 * speed are judged like live telemetry.
 */
final class EventClock {
  /** Records in a row that must disagree before a jump is believed; a small batch is less. */
  static final int JUMP_RECORDS = 100;

  /** Sources whose leads are remembered, about 200 bytes each; the one silent longest goes. */
  static final int SOURCES_MAX = 10_000;

  /**
   * How long a source must stay ahead or behind: longer than exporters wait between two batches. A
   * retry or a burst is over by then. Also how far common time goes back only when it must.
   */
  static final long SURE_NANOS = 60_000_000_000L;

  /** Telemetry that was held up comes an hour late at most; further back only a clock goes. */
  private static final long HOUR_NANOS = 60 * SURE_NANOS;

  /** How much apart two leads may be that are the same, and how often they are compared. */
  private final long nearNanos;

  private final long futureNanos;
  private final LinkedHashMap<Key, Source> sources = new LinkedHashMap<>(64, .75f, true);
  private long max = Long.MIN_VALUE;
  private long placed;
  private long offBy;

  /** The source of the last record, which most often sends the next one as well. */
  private @Nullable Source current;

  private @Nullable Resource currentResource;

  /** Who was last on time, and until when somebody else was. */
  private @Nullable Source speaker;

  private long othersSpoke = Long.MIN_VALUE;

  /** Whether common time is what {@link #advance} told, and how far that was ahead of all. */
  private boolean isTold;

  private long toldAhead;
  private long periodStart = Long.MIN_VALUE;
  private int period;
  private long lastMedian;

  /** Records in a row, of any source, of which none was on time. */
  private int runLength;

  private int run;
  private int runSources;
  private boolean runGoesOn;

  /**
   * A clock of which nothing is known yet.
   *
   * @param nearNanos the lateness that panes allow: clocks that differ by less do no harm
   * @param futureNanos how far ahead the only source may be at once
   */
  EventClock(long nearNanos, long futureNanos) {
    this.nearNanos = Math.max(1, nearNanos);
    this.futureNanos = futureNanos;
  }

  /** What to do with a record. */
  enum Verdict {
    /** It belongs to the time {@link #placed}. */
    ON_TIME,
    LATE,
    /** Far ahead of all others: to be seen again when common time has moved on. */
    EARLY,
    /** Time has moved far ahead; the record is to be seen again. */
    JUMPED,
    /** Time has moved back; everything open belongs to a time that never was. */
    JUMPED_BACK
  }

  private record Key(String service, String instance) {}

  private static final class Source {
    /** Subtracted from the source's own time. */
    long offset;

    /** Whether the offset came about while it was watched. */
    boolean jumped;

    /** The greatest lead in the period, the latest that is no outlier. */
    long lead;

    int period = -1;
    int run = -1;
    long runStart;

    /** Common time when it was last on time. */
    long heard = Long.MIN_VALUE;

    /** Since when, in common time, no record of it came on time, and its lead then. */
    long strangeSince = Long.MIN_VALUE;

    long strangeLead;

    void leads(long by, int inPeriod, long outlier) {
      boolean same = period == inPeriod && Math.abs(by - lead) <= outlier;
      lead = same ? Math.max(lead, by) : by;
      period = inPeriod;
    }
  }

  /**
   * Sees a record.
   *
   * @param time the record's own
   * @param lateBefore up to when panes have closed
   */
  Verdict see(Resource from, long time, long lateBefore) {
    Source source = source(from);
    if (max == Long.MIN_VALUE) {
      max = time;
      periodStart = time;
    } else if (Math.abs(max - periodStart) >= nearNanos) {
      long jump = closePeriod();
      if (jump != 0) {
        return jump(jump);
      }
    }
    source.leads(time - max, period, futureNanos);
    if (fits(source, time, lateBefore)) {
      onTime(source);
      return Verdict.ON_TIME;
    }
    long jump = strange(source, time);
    if (jump != 0) {
      return jump(jump);
    }
    return time > max ? Verdict.EARLY : Verdict.LATE;
  }

  /** Whether a record that was early has a place by now. */
  boolean fits(Resource from, long time, long lateBefore) {
    return fits(source(from), time, lateBefore);
  }

  private boolean fits(Source source, long time, long lateBefore) {
    long latest = max + (othersSpoke(source) ? nearNanos : futureNanos);
    placed = time - source.offset;
    offBy = source.jumped && Math.abs(source.offset) > nearNanos ? source.offset : 0;
    if (placed < lateBefore || placed > latest) {
      placed = time; // its clock was set right, or another process shares its name
      offBy = 0;
    }
    return placed >= lateBefore && placed <= latest;
  }

  /** When the record seen last took place, in common time. */
  long placed() {
    return placed;
  }

  /**
   * How far the clock of the source of the record seen last is ahead of all others since it jumped;
   * 0 of one that always was like that, or is off by no more than what does no harm.
   */
  long offBy() {
    return offBy;
  }

  /** Idle time has passed; ignored when it is no time of this stream (a replay of old files). */
  void advance(long now) {
    long told = now - toldAhead;
    if (max != Long.MIN_VALUE && told > max && told - max <= HOUR_NANOS) {
      max = told;
      isTold = true;
    }
  }

  /** The latest event time, {@code Long.MIN_VALUE} before the first record. */
  long latest() {
    return max;
  }

  int sources() {
    return sources.size();
  }

  @SuppressWarnings("ReferenceEquality") // only to be quick: one instance serves a whole request
  private Source source(Resource from) {
    if (current == null || from != currentResource) {
      current =
          sources.computeIfAbsent(new Key(from.service(), from.instance()), k -> new Source());
      currentResource = from;
      if (sources.size() > SOURCES_MAX) {
        sources.pollFirstEntry();
      }
    }
    return current;
  }

  private boolean othersSpoke(Source source) {
    long heard = speaker == source || speaker == null ? othersSpoke : speaker.heard;
    return heard != Long.MIN_VALUE && max - heard <= futureNanos;
  }

  private void onTime(Source source) {
    if (speaker != source) {
      othersSpoke = speaker == null ? Long.MIN_VALUE : speaker.heard;
      speaker = source;
    }
    if (placed > max) {
      max = placed;
      isTold = false;
    }
    source.heard = max;
    source.strangeSince = Long.MIN_VALUE;
    runLength = 0;
  }

  /** Counts a record that was not on time; returns by how much time has jumped, or 0. */
  private long strange(Source source, long time) {
    if (source.strangeSince == Long.MIN_VALUE) {
      source.strangeSince = max;
      source.strangeLead = source.lead;
    }
    if (runLength++ == 0) {
      run++;
      runSources = 0;
      runGoesOn = false;
    }
    boolean joined = source.run != run;
    if (joined) {
      source.run = run;
      source.runStart = time;
      runSources++;
    }
    runGoesOn |= Math.abs(time - source.runStart) >= SURE_NANOS;
    if (!(runLength % JUMP_RECORDS == 0
        ? runGoesOn || runSources > others()
        : isUnanimous(joined))) {
      return 0;
    }
    long jump = median(s -> s.run == run);
    return runGoesOn || jump > 0 || jump < -HOUR_NANOS ? jump : 0;
  }

  /** Whether everybody who spoke lately, and more than one, has moved: no need to count records. */
  private boolean isUnanimous(boolean joined) {
    return joined && runSources > 1 && others() == 0;
  }

  /** Sources that were on time lately and have not left it. */
  private long others() {
    return sources.values().stream()
        .filter(s -> s.run != run && s.heard != Long.MIN_VALUE && max - s.heard <= futureNanos)
        .count();
  }

  /** Compares all sources that sent; returns by how much common time is wrong, or 0. */
  private long closePeriod() {
    long median = median(s -> s.period == period);
    boolean steady = Math.abs(median - lastMedian) <= nearNanos;
    if (steady && isTold && median < -nearNanos / 2) {
      toldAhead -= median;
    }
    if (steady && (median > nearNanos || median < -SURE_NANOS)) {
      return median;
    }
    for (Source source : sources.values()) {
      if (source.period == period) {
        correct(source, steady ? median : 0);
      }
    }
    lastMedian = median;
    periodStart = max;
    period++;
    return 0;
  }

  private void correct(Source source, long median) {
    // Most must not fall behind by all of the lateness that panes allow: some are late already.
    long dragged = nearNanos / 2;
    if (median < -dragged && source.lead - source.offset > median + dragged) {
      source.offset = source.lead - median; // a leader that drags common time along
    } else if (source.strangeSince != Long.MIN_VALUE) {
      if (Math.abs(source.lead - source.strangeLead) > nearNanos) {
        source.strangeSince = max;
        source.strangeLead = source.lead;
      } else if (max - source.strangeSince >= SURE_NANOS) {
        source.offset = source.lead;
        source.jumped = source.heard != Long.MIN_VALUE;
        source.strangeSince = Long.MIN_VALUE;
      }
    }
  }

  /** The median lead; of the two middle ones that which changes less. */
  private long median(Predicate<Source> voters) {
    long[] leads = sources.values().stream().filter(voters).mapToLong(s -> s.lead).toArray();
    if (leads.length == 0) {
      return 0;
    }
    Arrays.sort(leads);
    long low = leads[(leads.length - 1) / 2];
    long high = leads[leads.length / 2];
    return Math.abs(low) <= Math.abs(high) ? low : high;
  }

  private Verdict jump(long by) {
    max += by;
    periodStart = max;
    lastMedian = 0;
    runLength = 0;
    speaker = null;
    othersSpoke = Long.MIN_VALUE;
    period++;
    for (Source source : sources.values()) {
      source.offset = 0;
      source.jumped = false;
      source.heard = Long.MIN_VALUE;
      source.strangeSince = Long.MIN_VALUE;
    }
    return by > 0 ? Verdict.JUMPED : Verdict.JUMPED_BACK;
  }
}
