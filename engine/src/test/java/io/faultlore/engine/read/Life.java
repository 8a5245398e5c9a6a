package io.faultlore.engine.read;

import static io.faultlore.engine.slice.Telemetry.at;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Minutes of a life and a last one, second by second; reads the last beside those before. */
final class Life {
  /** Seconds of life before the last minute: more than baselines wait. */
  static final int USUAL = 900;

  private Life() {}

  static Reading lastMinute(
      IntFunction<List<? extends Signal>> usual, IntFunction<List<? extends Signal>> last) {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    List<Pane> panes = new ArrayList<>();
    for (int second = 0; second < USUAL + 60; second++) {
      for (Signal signal : second < USUAL ? usual.apply(second) : last.apply(second)) {
        panes.addAll(slicer.add(signal));
      }
    }
    panes.addAll(slicer.advance(at(USUAL + 60) + 60_000_000_000L));
    History history = new History(10);
    panes.forEach(history::add);
    Pane window =
        Pane.merge(
            panes.stream()
                .filter(p -> p.startUnixNano() >= at(USUAL) && p.endUnixNano() <= at(USUAL + 60))
                .toList());
    return Reading.of(window, history.before(window.startUnixNano()));
  }
}
