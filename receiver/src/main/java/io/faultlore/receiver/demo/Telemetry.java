package io.faultlore.receiver.demo;

import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.replay.SignalSender;
import io.faultlore.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lets simulated worlds live and sends what they tell, in order of arrival. */
final class Telemetry {
  /** Simulated time of one request while history is filled in. */
  private static final long STRIDE_NANOS = 15_000_000_000L;

  private final List<World> worlds;
  private long reached;

  private record Arrival(long unixNano, Signal signal) {}

  Telemetry(List<World> worlds, long startUnixNano) {
    this.worlds = List.copyOf(worlds);
    this.reached = startUnixNano;
  }

  /** Sends what arrives until the moment, at most one stride; false when it is reached. */
  boolean advance(long untilUnixNano, SignalSender sender)
      throws IOException, InterruptedException {
    long next = Math.min(untilUnixNano, reached + STRIDE_NANOS);
    List<Arrival> arrivals = new ArrayList<>();
    for (World world : worlds) {
      world.advance(next, (arrival, signal) -> arrivals.add(new Arrival(arrival, signal)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::unixNano));
    sender.send(arrivals.stream().map(Arrival::signal).toList());
    reached = Math.max(reached, next);
    return reached < untilUnixNano;
  }

  /** Simulated time up to which everything was sent. */
  long reached() {
    return reached;
  }
}
