package io.faultlore.engine.slice;

import java.util.List;

/** How one service's logs usually are. */
public final class LogBaseline {
  private final LogStats all = new LogStats();
  private final double seconds;
  private final int minutes;
  private final double shareOfMinutesWithRecords;

  LogBaseline(List<LogStats> minutes, double seconds) {
    this.seconds = seconds;
    this.minutes = minutes.size();
    this.shareOfMinutesWithRecords =
        minutes.stream().mapToDouble(minute -> minute.records() > 0 ? 1 : 0).average().orElse(0);
    minutes.forEach(all::merge);
  }

  public LogStats all() {
    return all;
  }

  /** Seconds in which logs were recorded, of this service or of others. */
  public double seconds() {
    return seconds;
  }

  public int minutes() {
    return minutes;
  }

  /** Share of the minutes in which the service wrote something. */
  public double shareOfMinutesWithRecords() {
    return shareOfMinutesWithRecords;
  }
}
