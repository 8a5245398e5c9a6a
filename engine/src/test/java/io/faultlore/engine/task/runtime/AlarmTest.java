package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is a failure and what is not, and when one ends. */
class AlarmTest extends ShopRuns {
  @Test
  void steadyNoiseIsQuiet() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 1_800));
    assertEquals(List.of(), failures(findings));
    assertEquals(0, slices(findings).stream().filter(slice -> slice.score() >= 1).count());
    assertEquals(4, slices(findings).stream().map(SliceVerdict::service).distinct().count());
  }

  @Test
  void withoutHistoryNothingIsAnomalous() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 45).live(45, 100, Trouble.SLOW, "store"));
    assertEquals(List.of(), failures(findings));
    assertEquals(
        Set.of(State.LEARNING),
        slices(findings).stream().map(SliceVerdict::state).collect(Collectors.toSet()));
  }

  @Test
  void whileNothingIsUsualNothingIsReported() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 5).live(5, 100, Trouble.GONE, "store"));
    assertEquals(List.of(), failures(findings));
    assertEquals(0, slices(findings).stream().filter(slice -> slice.score() >= 1).count());
  }

  @Test
  void lostTelemetryIsNoFailure() throws IOException {
    Shop shop = new Shop(5).live(0, FAULT).live(FAULT, FAULT + 20, Trouble.LOST, "store");
    assertEquals(List.of(), failures(run(shop.live(FAULT + 20, END))));
  }

  /** Cart's short answers were lost once, its long ones now: what the caller saw grew, no more. */
  @Test
  void longCallsWhoseOtherSideWasLostAreNotSlow() throws IOException {
    List<Signal> signals = new ArrayList<>();
    for (int second = 0; second < END; second++) {
      boolean shortLost = second >= 300 && second < 310;
      boolean longLost = second >= FAULT && second < FAULT + 10;
      signals.addAll(request(second + .1, "short", 2, shortLost));
      signals.addAll(request(second + .5, "long", 80, longLost));
    }
    assertEquals(List.of(), failures(run(signals, "lost", 0)));
  }

  private static List<Signal> request(double second, String what, double ms, boolean lost) {
    String id = what + second;
    List<Signal> spans = new ArrayList<>();
    if (!lost) {
      spans.add(span("cart", id, id + "c", id + "b", "GET /" + what, Kind.SERVER, second, ms));
    }
    spans.add(
        span(
            "front",
            id,
            id + "b",
            id + "a",
            "GET",
            Kind.CLIENT,
            second,
            ms + .5,
            "server.address",
            "cart-host"));
    spans.add(span("front", id, id + "a", "", "GET /" + what, Kind.SERVER, second, ms + 1));
    return spans;
  }

  @Test
  void aClearFaultScoresAboveOneAtTheServiceThatHasIt() throws IOException {
    List<SliceVerdict> during =
        slices(run(slowStore())).stream()
            .filter(s -> s.startUnixNano() >= at(FAULT) && s.endUnixNano() <= at(END))
            .filter(s -> s.service().equals("store"))
            .toList();
    assertEquals(17, during.size());
    during.forEach(slice -> assertTrue(slice.score() >= 1, slice.toString()));
    during.forEach(slice -> assertEquals(State.ANOMALOUS, slice.state()));
    during.forEach(slice -> assertTrue(slice.traces() > slice.logs()));
  }

  @Test
  void aFailureThatFlaresUpAgainIsTheSameCaseAndActiveAtOnce() throws IOException {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "store");
    shop.live(END, END + 105).live(END + 105, END + 255, Trouble.SLOW, "store");
    List<Failure> failures = failures(run(shop.live(END + 255, END + 455)));
    assertEquals(1, failures.stream().map(Failure::id).distinct().count());
    List<Phase> phases = failures.stream().map(Failure::phase).toList();
    assertEquals(1, phases.stream().filter(phase -> phase == Phase.OPENED).count());
    assertEquals(2, phases.stream().filter(phase -> phase == Phase.CLOSED).count());
    int firstClose = phases.indexOf(Phase.CLOSED);
    Failure again = failures.get(firstClose + 1);
    assertEquals(Phase.UPDATED, again.phase());
    assertTrue(again.emittedUnixNano() <= at(END + 105 + 75));
  }

  /** Whether it is over can only be told when somebody asks again. */
  @Test
  void aPauseOfTheUsersIsNoRecovery() throws IOException {
    for (String service : List.of("front", "stock", "store")) {
      Shop shop = new Shop(3).live(0, FAULT).live(FAULT, FAULT + 120, Trouble.SLOW, service);
      shop.live(FAULT + 120, FAULT + 300, Trouble.IDLE, "");
      shop.live(FAULT + 300, FAULT + 450, Trouble.SLOW, service);
      List<Failure> failures =
          failures(run(shop.live(FAULT + 450, FAULT + 700).signals(), "pause" + service, 0));
      List<Phase> phases = failures.stream().map(Failure::phase).toList();
      assertEquals(Phase.OPENED, phases.getFirst());
      assertEquals(phases.size() - 1, phases.indexOf(Phase.CLOSED), "not before its end");
      assertTrue(failures.getLast().endUnixNano() >= at(FAULT + 450));
    }
  }

  @Test
  void aReleaseThatIsSlowUntilItIsWarmIsNoFailure() throws IOException {
    for (String service : List.of("cart", "stock")) {
      for (Trouble trouble : List.of(Trouble.SLUGGISH, Trouble.COLD)) {
        Shop shop = new Shop(5).live(0, FAULT).live(FAULT, FAULT + 90, trouble, service);
        List<Failure> failures =
            failures(run(shop.live(FAULT + 90, END).signals(), trouble + service, 0));
        assertEquals(trouble == Trouble.COLD, failures.isEmpty(), failures::toString);
      }
    }
  }

  @Test
  void aRushThatHarmsNobodyIsNoFailure() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      Shop shop = new Shop(seed).live(0, FAULT).live(FAULT, FAULT + 180, Trouble.RUSH, "");
      List<Finding> findings = run(shop.live(FAULT + 180, END).signals(), "rush" + seed, 0);
      assertEquals(List.of(), failures(findings));
    }
  }

  @Test
  void anIdleNightIsNoFailure() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, FAULT + 3_600, Trouble.IDLE, "");
    assertEquals(List.of(), failures(run(shop.live(FAULT + 3_600, FAULT + 4_200))));
  }

  @Test
  void aLongFailureDoesNotBecomeAHabit() throws IOException {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, FAULT + 1_500, Trouble.SLOW, "store");
    List<SliceVerdict> late =
        slices(run(shop)).stream()
            .filter(slice -> slice.service().equals("store"))
            .filter(slice -> slice.startUnixNano() >= at(FAULT + 600))
            .toList();
    assertEquals(57, late.size());
    late.forEach(slice -> assertTrue(slice.score() >= 1, slice.toString()));
    late.forEach(slice -> assertTrue(slice.distance() > .2, slice.toString()));
  }

  @Test
  void aClockThatJumpedIsAFailureOfItsOwnWhichSaysSo() throws IOException {
    for (double lead : new double[] {-90, 240}) {
      List<Signal> signals = new ArrayList<>();
      for (int second = 0; second < END + 300; second++) {
        for (String service : List.of("wrong", "ledger", "mailer", "search", "users")) {
          boolean isOff = service.equals("wrong") && second >= FAULT && second < END;
          double time = second + (isOff ? lead : 0);
          String id = service + second;
          double ms = 20 + (second * 7 + service.hashCode() & 7);
          signals.add(span(service, id, id + "a", "", "GET /", Kind.SERVER, time, ms));
          if (second % 15 == 0) {
            double load = .2 + (second * 11 & 15) / 500.0;
            signals.add(gauge(service, "process.cpu.utilization", time, load));
          }
        }
      }
      Failure failure = closed(run(signals, "jumped" + lead, 0));
      assertEquals("wrong", failure.suspects().getFirst().name());
      assertTrue(
          failure.evidence().getFirst().startsWith("the clock of "), failure.evidence().toString());
    }
  }
}
