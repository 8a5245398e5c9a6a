package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;

/** The way between two processes: distance, jitter, and loss that is repaired by sending again. */
final class Network {
  /** First retransmission time-out; each further one doubles (RFC 6298 as Linux sets it). */
  private static final double RETRANSMIT_NANOS = 2e8;

  private static final int RETRANSMITS_MAX = 6;
  private static final double ZONES_NANOS = 6e5;

  private final Draw draw;

  Network(long seed) {
    draw = new Draw(seed, "network");
  }

  /** One way, nanoseconds; -1 when it never arrives. */
  long delay(Edge edge, ServerProcess from, ServerProcess to) {
    Condition a = from.instance.condition;
    Condition b = to.instance.condition;
    if (edge.cut) {
      return -1;
    }
    double delay = edge.baseDelay + draw.exponential(.25 * edge.baseDelay);
    if (from.instance.host.zone != to.instance.host.zone) {
      delay += ZONES_NANOS;
    }
    double extra = a.delayNanos + b.delayNanos;
    if (extra > 0) {
      delay += extra * draw.between(.7, 1.3);
    }
    int bytes = draw.between(300, 4_000);
    from.bytesOut += bytes;
    to.bytesIn += bytes;
    from.instance.host.network(bytes);
    double loss = 1 - (1 - a.loss) * (1 - b.loss);
    return loss > 0 ? repaired(delay, loss, from, to) : (long) delay;
  }

  private long repaired(double delay, double loss, ServerProcess from, ServerProcess to) {
    double wait = RETRANSMIT_NANOS;
    int times = 0;
    while (draw.chance(loss)) {
      if (++times > RETRANSMITS_MAX) {
        return -1;
      }
      from.retransmits++;
      to.retransmits++;
      delay += wait;
      wait *= 2;
    }
    return (long) delay;
  }

  /** Until a resolver says no: mostly at once, sometimes after its time-out. */
  long lookupNanos() {
    return (long) (draw.chance(.3) ? 2e9 * draw.between(.9, 1.1) : draw.logNormal(4e6, .8));
  }
}
