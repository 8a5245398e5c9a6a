package io.faultlore.world.service;

import io.faultlore.engine.signal.Signal;
import io.faultlore.world.service.plan.Draw;
import java.util.ArrayList;
import java.util.List;

/**
 * Telemetry that waits to be sent. It travels in batches, which are now and then late, and rarely
 * lost.
 */
final class Outbox {
  /** As the batch processors of the SDKs have it; what comes while it is full is dropped. */
  static final int UNSENT_MAX = 8_192;

  private final Simulation simulation;
  private final Draw draw;
  private List<Signal> unsent = new ArrayList<>();
  private long dropped;

  Outbox(Simulation simulation, String name) {
    this.simulation = simulation;
    this.draw = new Draw(simulation.seed, "outbox " + name);
  }

  void add(Signal signal) {
    if (unsent.size() < UNSENT_MAX) {
      unsent.add(signal);
    } else {
      dropped++;
    }
  }

  void send(long now) {
    if (unsent.isEmpty()) {
      return;
    }
    List<Signal> batch = unsent;
    unsent = new ArrayList<>(batch.size() + 16);
    double delay = draw.between(3e6, 6e7);
    if (!simulation.plan.calm()) {
      if (draw.chance(.0005)) {
        dropped += batch.size();
        return;
      }
      delay += draw.chance(.004) ? draw.between(2e9, 2.5e10) : 0;
    }
    simulation.timeline.at(now + (long) delay, (what, time) -> deliver(batch, time), 0);
  }

  private void deliver(List<Signal> batch, long now) {
    for (Signal signal : batch) {
      simulation.arrive(signal, now);
    }
  }

  /** Its process has died. */
  void lose() {
    dropped += unsent.size();
    unsent.clear();
  }

  boolean isEmpty() {
    return unsent.isEmpty();
  }

  long dropped() {
    return dropped;
  }
}
