package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Drops.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Panes of 15 s, 10 s of lateness. */
class SlicerTest {
  private final Slicer slicer = new Slicer(SliceConfig.defaults());
  private final List<Pane> closed = new ArrayList<>();

  @Test
  void aPaneClosesWhenEventTimeHasPassedItsEndByTheLateness() {
    add(gauge("cart", "m", 1, 1), gauge("cart", "m", 24.9, 1));
    assertEquals(List.of(), closed);
    add(gauge("cart", "m", 25, 1));
    assertEquals(1, closed.size());
    assertEquals(at(0), closed.getFirst().startUnixNano());
    assertEquals(at(15), closed.getFirst().endUnixNano());
    assertEquals(at(15), slicer.closedUntil());
  }

  @Test
  void panesFollowTheTimeOfRecordsNotTheirOrder() {
    add(log("cart", 16, 9, "b"), log("cart", 14, 9, "a"), log("cart", 40, 9, "c"));
    assertEquals(2, closed.size());
    assertEquals(1, closed.get(0).of("cart").logs().records());
    assertEquals(1, closed.get(1).of("cart").logs().records());
  }

  @Test
  void lateRecordOpensNoNewPane() {
    add(log("cart", 1, 9, "a"), log("cart", 40, 9, "b"));
    int before = closed.size();
    add(log("cart", 29.9, 9, "late"), log("cart", 60, 9, "c"));
    assertEquals(1, slicer.drops().of(Reason.LATE));
    assertEquals(at(30), closed.get(before).startUnixNano(), "the next pane is the next in time");
    assertEquals(1, closed.get(before).of("cart").logs().records());
  }

  @Test
  void aSpanBelongsToThePaneOfItsEnd() {
    add(span("cart", 14.9, 200), gauge("cart", "m", 40, 1));
    assertEquals(1, closed.size(), "no pane where the span began");
    assertEquals(at(15), closed.getFirst().startUnixNano());
    assertEquals(1, closed.getFirst().of("cart").traces().requests());
  }

  @Test
  void idleTimeClosesWhatNoRecordCloses() {
    add(log("cart", 1, 9, "a"));
    assertEquals(List.of(), slicer.advance(at(24.9)));
    assertEquals(1, slicer.advance(at(25)).size());
  }

  @Test
  void theTimeOfTodayDoesNotCloseTheWindowsOfAnOldCapture() {
    add(log("cart", 1, 9, "a"));
    assertEquals(List.of(), slicer.advance(at(86_400)));
    assertEquals(at(1), slicer.latest());
  }

  @Test
  void oneWrongClockClosesNothingAndIsCounted() {
    add(log("cart", 1, 9, "a"), log("cart", 4_000, 9, "from the future"), log("cart", 2, 9, "b"));
    assertEquals(List.of(), closed);
    assertEquals(at(2), slicer.latest());
    add(log("cart", 40, 9, "c"), log("cart", 80, 9, "d"));
    assertEquals(1, slicer.drops().of(Reason.FUTURE));
    assertEquals(at(80), slicer.latest());
  }

  @Test
  void afterAPauseTimeIsFollowedAndTheRecordsHeldBackAreUsed() {
    add(log("cart", 1, 9, "a"));
    for (int i = 0; i < EventClock.JUMP_RECORDS; i++) {
      add(log("cart", 4_000 + i / 100.0, 9, "b"));
    }
    assertEquals(1, closed.size(), "what was open is closed");
    add(log("cart", 4_030, 9, "c"));
    assertEquals(EventClock.JUMP_RECORDS, closed.get(1).of("cart").logs().records());
  }

  @Test
  void openPanesAreBoundedByTheTimeThatRecordsMayBeAhead() {
    for (int second = 0; second <= 300; second++) {
      add(log("cart", second * 301.0, 9, "far apart"));
    }
    slicer.advance(slicer.latest() + 60_000_000_000L).forEach(closed::add);
    assertTrue(closed.size() <= 300 / EventClock.JUMP_RECORDS * 2, closed.size() + " panes");
  }

  @Test
  void aRecordWithoutTimeOrServiceIsCounted() {
    add(log("cart", 0, 9, "a"));
    slicer.add(
        new MetricPoint(
            new Resource("", "", Attributes.EMPTY),
            Scope.NONE,
            "m",
            "",
            Attributes.EMPTY,
            0,
            at(1),
            new MetricPoint.Gauge(1)));
    slicer.add(
        new MetricPoint(
            new Resource("", "", Attributes.EMPTY),
            Scope.NONE,
            "m",
            "",
            Attributes.EMPTY,
            0,
            0,
            new MetricPoint.Gauge(1)));
    assertEquals(1, slicer.drops().of(Reason.NO_SERVICE));
    assertEquals(1, slicer.drops().of(Reason.NO_TIME));
  }

  @Test
  void metricsOfTheHostAreNoMetricsOfAService() {
    add(gauge("cart", "system.cpu.utilization", 1, 1), gauge("cart", "process.cpu", 1, 1));
    add(gauge("cart", "system_cpu_utilization_ratio", 1, 1));
    slicer.advance(at(60)).forEach(closed::add);
    assertEquals(2, slicer.drops().of(Reason.HOST_METRIC));
    assertEquals(1, closed.getFirst().of("cart").metrics().series().size());
  }

  @Test
  void aSilentServiceDiffersFromAModalityThatNobodySends() {
    add(log("cart", 1, 9, "a"), gauge("redis", "m", 2, 1));
    closed.addAll(slicer.advance(at(60)));
    Pane pane = closed.getFirst();
    assertEquals(15, pane.loggedSeconds());
    assertEquals(15, pane.measuredSeconds());
    assertEquals(0, pane.tracedSeconds());
    assertEquals(0, pane.of("redis").logs().records());
    assertEquals(0, pane.of("nobody").modalities());
  }

  @Test
  void aWindowOfFourPanesAddsUp() {
    for (int second = 0; second < 60; second += 5) {
      add(log("cart", second, 17, "a"));
    }
    closed.addAll(slicer.advance(at(100)));
    assertEquals(4, closed.size());
    Pane window = Pane.merge(closed);
    assertEquals(60, (window.endUnixNano() - window.startUnixNano()) / 1_000_000_000L);
    assertEquals(12, window.of("cart").logs().records());
    assertEquals(12, window.of("cart").logs().errors());
    assertEquals(60, window.loggedSeconds());
  }

  @Test
  void theOrderOfArrivalLeavesNoTraceInTheNumbers() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      signals.add(span("cart", i / 10.0, 1.1 * i + .3));
    }
    double forward = meanMs(signals);
    assertTrue(forward > 0);
    assertEquals(forward, meanMs(signals.reversed()), "to the last bit");
  }

  private static double meanMs(List<Signal> signals) {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    signals.forEach(slicer::add);
    TraceStats stats = slicer.advance(at(60)).getFirst().of("cart").traces();
    return stats.calls().values().iterator().next().meanLog();
  }

  private static Signal span(String service, double second, double ms) {
    return Telemetry.span(
        service, "t" + second, "s" + second, "", "GET /", Kind.SERVER, second, ms);
  }

  private void add(Signal... signals) {
    for (Signal signal : signals) {
      closed.addAll(slicer.add(signal));
    }
  }
}
