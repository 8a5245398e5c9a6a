package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.StateEncoder;
import io.faultlore.engine.encode.StateEncoder.Encoded;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.State;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.task.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The states of services: how far a window lies from all remembered normal ones, and which windows
 * are remembered. A window becomes a normal state only some minutes later, when no failure turned
 * out to have begun before its end, so that a failure cannot teach its own beginning as normal.
 */
final class States {
  /** As baselines wait (History); also keeps a window from being its own neighbour's proof. */
  private static final long WAIT_NANOS = 300_000_000_000L;

  private final Memory memory;
  private final StateEncoder encoder;
  private final long windowNanos;
  private final Deque<State> waiting = new ArrayDeque<>();

  States(Memory memory, TextEncoder texts, long windowNanos) {
    this.memory = memory;
    this.encoder = new StateEncoder(texts);
    this.windowNanos = windowNanos;
  }

  /** The states of the services in the window. */
  Map<String, Encoded> encode(Reading reading) {
    Map<String, Encoded> encoded = new TreeMap<>();
    reading.services().forEach((service, its) -> encoded.put(service, encoder.encode(its)));
    return encoded;
  }

  /** 1 - cosine to the nearest normal state of each service; without any there is no distance. */
  Map<String, Double> distances(Map<String, Encoded> encoded) {
    Map<String, Double> distances = new TreeMap<>();
    encoded.forEach(
        (service, state) ->
            memory
                .nearestNormalState(service, state.embedding())
                .ifPresent(similarity -> distances.put(service, Math.max(0, 1 - similarity))));
    return distances;
  }

  /** Once a minute every service's window that looked normal waits to be remembered. */
  void usual(List<Judged> judged, Map<String, Encoded> encoded, Pane window) {
    if (window.endUnixNano() % windowNanos != 0) {
      return;
    }
    for (Judged one : judged) {
      Encoded state = encoded.get(one.service());
      if (state != null && one.verdict().state() == Finding.State.NORMAL) {
        waiting.addLast(state(one.service(), state, window));
      }
    }
    while (!waiting.isEmpty()
        && waiting.getFirst().startUnixNano() <= window.endUnixNano() - WAIT_NANOS) {
      memory.remember(waiting.removeFirst());
    }
  }

  /** A failure goes on since then: what came after was not normal. */
  void failing(Set<String> services, long onsetUnixNano) {
    waiting.removeIf(
        state ->
            services.contains(state.service())
                && state.startUnixNano() + windowNanos > onsetUnixNano);
  }

  /** The id follows from service and time, so that a replay after a restart doubles nothing. */
  private State state(String service, Encoded encoded, Pane window) {
    long start = window.endUnixNano() - windowNanos;
    return new State(
        service + "@" + start, service, start, encoded.embedding(), encoded.modalities(), true);
  }

  Map<String, Double> fill() {
    return encoder.fill();
  }
}
