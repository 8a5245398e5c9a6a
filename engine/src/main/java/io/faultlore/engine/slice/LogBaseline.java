package io.faultlore.engine.slice;

import java.util.List;

/** How one service's logs usually are. */
public final class LogBaseline {
  private final LogStats all = new LogStats();
  private final double seconds;
  private final int minutes;

  LogBaseline(List<LogStats> minutes, double seconds) {
    this.seconds = seconds;
    this.minutes = minutes.size();
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
}
