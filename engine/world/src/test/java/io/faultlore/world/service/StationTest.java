package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.world.service.plan.OperationPlan;
import io.faultlore.world.service.plan.Protocol;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.StepPlan;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Technology;
import io.faultlore.world.service.plan.TelemetryPlan;
import io.faultlore.world.service.plan.Timing;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StationTest {
  /** One service of c cores that computes for an exponential time. */
  private static SystemPlan station(int cores, double rate, double micros) {
    OperationPlan operation =
        new OperationPlan(
            "GET /",
            Protocol.HTTP,
            List.of(new StepPlan.Work("", new Timing(micros, Timing.Shape.EXPONENTIAL))),
            0,
            "");
    ServicePlan service =
        new ServicePlan(
            "one",
            Technology.PYTHON,
            1,
            10_000,
            cores,
            4_096,
            1,
            1,
            false,
            new TelemetryPlan(false, false, false, false, 0, 0, false, false, 10),
            List.of(operation));
    return new SystemPlan(
        "station",
        List.of(service),
        List.of(new SystemPlan.Entry("one", "GET /", 1)),
        rate,
        0,
        1,
        1,
        64,
        true);
  }

  /** Erlang's C formula: the share of requests that must wait. */
  private static double erlangC(int servers, double load) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < servers; k++) {
      term *= load / k;
      sum += term;
    }
    double last = term * load / servers * servers / (servers - load);
    return last / (sum + last);
  }

  @ParameterizedTest
  @CsvSource({"1, .5", "1, .8", "3, .7", "8, .85"})
  void meanTimeAndUtilisationAgreeWithTheory(int cores, double utilisation) {
    double micros = 10_000;
    double rate = cores * utilisation / (micros / 1e6);
    ServiceWorld world = ServiceWorld.of(station(cores, rate, micros), Schedule.EMPTY, START, 9);
    world.advance(START + 40 * MINUTE, (arrival, signal) -> {});
    ServerProcess process = world.simulation().services.get(0).instances.get(0).process;
    double used = process.cpu.busyNanos(START + 40 * MINUTE) / (40. * MINUTE * cores);
    assertEquals(utilisation, used, .03 * utilisation);
    double theory =
        micros / 1e6 * (1 + erlangC(cores, cores * utilisation) / (cores * (1 - utilisation)));
    double mean = process.good[0].seconds() / process.good[0].count();
    assertEquals(theory, mean, .08 * theory);
  }
}
