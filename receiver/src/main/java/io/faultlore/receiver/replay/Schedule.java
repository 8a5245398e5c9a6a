package io.faultlore.receiver.replay;

import java.time.Duration;
import java.util.LongSummaryStatistics;

/** When a captured request is sent, and by how much its times are shifted. */
final class Schedule {
  private final LongSummaryStatistics extent;
  private final double speed;
  private final long startUnixNano;
  private final long shiftNanos;

  /**
   * @param extent arrivals of the requests, of which the first and the last count; may be empty at
   *     infinite speed without a shift
   * @param speed how many times faster than recorded; may be infinite
   * @param toNow whether times are shifted so that the last record is now when it is sent
   */
  Schedule(LongSummaryStatistics extent, double speed, boolean toNow, long startUnixNano) {
    this.extent = extent;
    this.speed = speed;
    this.startUnixNano = startUnixNano;
    this.shiftNanos =
        toNow && extent.getCount() > 0 ? sendUnixNano(extent.getMax()) - extent.getMax() : 0;
  }

  long shiftNanos() {
    return shiftNanos;
  }

  /** How long to wait before sending what arrived at the given time. */
  Duration wait(long arrivalUnixNano, long nowUnixNano) {
    return Duration.ofNanos(Math.max(0, sendUnixNano(arrivalUnixNano) - nowUnixNano));
  }

  private long sendUnixNano(long arrivalUnixNano) {
    return Double.isInfinite(speed) || extent.getCount() == 0
        ? startUnixNano
        : startUnixNano + (long) ((arrivalUnixNano - extent.getMin()) / speed);
  }
}
