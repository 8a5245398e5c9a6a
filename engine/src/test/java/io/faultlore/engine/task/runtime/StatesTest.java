package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of services that the line remembers, and how far others lie from them. */
class StatesTest extends ShopRuns {
  @Test
  void aFailingWindowLiesFartherFromHistoryThanAnyUsualOne() throws IOException {
    for (Trouble trouble : List.of(Trouble.SLOW, Trouble.FAILING, Trouble.GONE)) {
      Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, trouble, "store");
      List<SliceVerdict> store =
          slices(run(shop.live(END, END + 200).signals(), trouble.name(), 0)).stream()
              .filter(slice -> slice.service().equals("store"))
              .toList();
      double usual =
          store.stream()
              .filter(slice -> slice.endUnixNano() <= at(FAULT))
              .mapToDouble(SliceVerdict::distance)
              .max()
              .orElseThrow();
      double failing =
          store.stream()
              .filter(slice -> slice.startUnixNano() >= at(FAULT) && slice.endUnixNano() <= at(END))
              .mapToDouble(SliceVerdict::distance)
              .min()
              .orElseThrow();
      assertTrue(usual < .1, trouble + ", usual " + usual);
      assertTrue(failing > usual + .15, trouble + ", usual " + usual + ", failing " + failing);
    }
  }

  @Test
  void aMinuteOfAServiceIsOneNormalStateAndAFailureIsNone() throws IOException {
    Memory memory = memory("states");
    run(line(memory, 0), new Shop(1).live(0, 1_800).signals());
    // Judged from the third minute on, remembered when five more have passed.
    int usual = memory.normalStates("store");
    assertTrue(usual >= 20 && usual <= 24, usual + " states of 30 minutes");
    Memory troubled = memory("troubled");
    Shop shop = new Shop(1).live(0, FAULT).live(FAULT, 1_800, Trouble.SLOW, "store");
    run(line(troubled, 0), shop.signals());
    assertTrue(troubled.normalStates("store") <= FAULT / 60 - 2);
  }

  @Test
  void aReplayAfterARestartDoublesNoState() throws IOException {
    Memory memory = memory("restart");
    List<Signal> signals = new Shop(1).live(0, 1_500).signals();
    run(line(memory, 0), signals);
    long states = memory.stats().states();
    run(line(memory, 0), signals);
    assertEquals(states, memory.stats().states());
    // The journal may begin later: other baselines, the same minutes.
    run(line(memory, 0), signals.subList(signals.size() / 3, signals.size()));
    assertEquals(states, memory.stats().states());
  }

  @Test
  void statesOfAServiceAreBounded() throws IOException {
    Memory memory = memory("bounded", new MemoryLimits(100, 5, 18, 1 << 20, 100));
    run(line(memory, 0), new Shop(1).live(0, 1_500).signals());
    Shop.CHAIN.forEach(service -> assertTrue(memory.normalStates(service) <= 5));
    assertEquals(18, memory.stats().states(), "of four services with five each");
  }
}
