package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.SECOND;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.world.service.plan.Change;
import io.faultlore.world.service.plan.ChangeKind;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Onset;
import io.faultlore.world.service.plan.Systems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final double RATE = .2;

  private final Simulation simulation =
      new Simulation(Systems.shop().calmed().withRequestsPerSecond(RATE), START, 1);
  private final Traffic traffic = new Traffic(simulation);

  private void shift(int from, int until) {
    Change shift =
        new Change(
            ChangeKind.TRAFFIC_SHIFT, "gateway", 2, START + from * MINUTE, START + until * MINUTE);
    new Changes(simulation, traffic, List.of(shift));
  }

  /** Nine times the usual. */
  private void spike(int from, int until, Onset onset) {
    Injection spike =
        new Injection(
            FaultKind.TRAFFIC_SPIKE,
            "gateway",
            Injection.ALL,
            "",
            .5,
            onset,
            START + from * MINUTE,
            START + until * MINUTE);
    new Fault(simulation, traffic, spike, "spike");
  }

  /** In the middle of each minute, in relation to the usual. */
  private List<Long> pressure(int minutes) {
    List<Long> pressure = new ArrayList<>();
    for (int i = 0; i < minutes; i++) {
      long now = START + i * MINUTE + 30 * SECOND;
      simulation.run(now, (arrival, signal) -> {});
      pressure.add(Math.round(traffic.rate(now) / RATE));
    }
    return pressure;
  }

  @Test
  void shiftThatEndsDuringASpikeLeavesItsDemand() {
    shift(1, 3);
    spike(2, 4, Onset.SUDDEN);
    assertEquals(List.of(1L, 2L, 18L, 9L, 1L), pressure(5));
  }

  @Test
  void spikeThatEndsDuringAShiftLeavesItsDemand() {
    shift(1, 4);
    spike(2, 3, Onset.SUDDEN);
    assertEquals(List.of(1L, 2L, 18L, 2L, 1L), pressure(5));
  }

  @Test
  void shiftsOfAServiceMultiply() {
    shift(1, 3);
    shift(2, 4);
    assertEquals(List.of(1L, 2L, 4L, 2L, 1L), pressure(5));
  }

  @Test
  void creepingSpikeLeavesNothingBehind() {
    spike(1, 3, Onset.CREEPING);
    pressure(4);
    assertEquals(RATE, traffic.rate(START + 4 * MINUTE), 1e-12);
  }
}
