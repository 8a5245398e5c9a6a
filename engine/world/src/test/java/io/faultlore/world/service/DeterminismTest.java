package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.SECOND;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeterminismTest {
  private static final SystemPlan SHOP = Systems.shop().withRequestsPerSecond(5);

  private static Captured run(SystemPlan plan, Schedule schedule, long seed, long stride) {
    return Captured.of(
        ServiceWorld.of(plan, schedule, START, seed), START, START + 3 * MINUTE, stride);
  }

  @Test
  void sameSeedGivesTheSameSignalsWhateverTheStrides() {
    Schedule schedule =
        Schedule.random(SHOP, List.of(FaultKind.values()), START, START + 10 * MINUTE, 20, 60, 3);
    assertFalse(schedule.injections().isEmpty());
    Captured whole = run(SHOP, schedule, 5, 3 * MINUTE);
    Captured steps = run(SHOP, schedule, 5, 777_777_777L);
    assertTrue(whole.signals.size() > 10_000);
    assertEquals(whole.signals, steps.signals);
    assertEquals(whole.arrivals, steps.arrivals);
  }

  @Test
  void otherSeedGivesOtherSignals() {
    assertNotEquals(
        run(SHOP, Schedule.EMPTY, 5, MINUTE).signals, run(SHOP, Schedule.EMPTY, 6, MINUTE).signals);
  }

  @Test
  void signalsComeInOrderOfArrivalAndNotBeforeTheyHappened() {
    Captured captured = run(SHOP.calmed(), Schedule.EMPTY, 5, MINUTE);
    for (int i = 0; i < captured.arrivals.size(); i++) {
      assertTrue(captured.arrivals.get(i) >= captured.signals.get(i).timeUnixNano());
      assertTrue(i == 0 || captured.arrivals.get(i) >= captured.arrivals.get(i - 1));
    }
  }

  @Test
  void clocksOfHostsDifferByMilliseconds() {
    Captured captured = run(SHOP, Schedule.EMPTY, 5, MINUTE);
    long early = 0;
    for (int i = 0; i < captured.arrivals.size(); i++) {
      early = Math.max(early, captured.signals.get(i).timeUnixNano() - captured.arrivals.get(i));
    }
    assertTrue(early < SECOND / 20, "ahead of arrival by " + early + " ns");
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void worldIsUntouchedUntilTheFaultStarts(FaultKind kind) {
    long start = START + 40 * SECOND;
    Injection injection = Injection.random(SHOP, kind, start, start + MINUTE, 4);
    ServiceWorld healthy = ServiceWorld.of(SHOP, Schedule.EMPTY, START, 5);
    ServiceWorld broken = ServiceWorld.of(SHOP, Schedule.of(injection), START, 5);
    assertEquals(
        Captured.of(healthy, START, start, MINUTE).signals,
        Captured.of(broken, START, start, MINUTE).signals);
    assertNotEquals(
        Captured.of(healthy, start, start + MINUTE, MINUTE).signals,
        Captured.of(broken, start, start + MINUTE, MINUTE).signals);
  }
}
