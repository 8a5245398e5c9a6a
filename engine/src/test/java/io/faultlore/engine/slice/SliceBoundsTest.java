package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Drops.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every bound, at the bound: three of each thing, five spans per trace, four panes. */
class SliceBoundsTest {
  private static final SliceConfig SMALL = new SliceConfig(15, 4, 10, 300, 3, 3, 3, 3, 3, 5, 4);

  private final Slicer slicer = new Slicer(SMALL);

  @Test
  void servicesAreBounded() {
    for (int i = 0; i < 5; i++) {
      slicer.add(log("service-" + i, 1, 9, "a"));
    }
    slicer.add(log("service-0", 2, 9, "a"));
    assertEquals(2, slicer.drops().of(Reason.SERVICE_LIMIT));
    assertEquals(1.0, slicer.fill().get("services"));
    Pane pane = slicer.advance(at(60)).getFirst();
    assertEquals(
        List.of("service-0", "service-1", "service-2"), List.copyOf(pane.services().keySet()));
    assertEquals(2, pane.of("service-0").logs().records(), "known ones are still served");
  }

  @Test
  void peersThatSendNothingAreBoundedAndThoseBeyondAreTheirCallersOwn() {
    for (int i = 0; i < 5; i++) {
      slicer.add(
          span("cart", "t", "s" + i, "p", "q", Kind.CLIENT, 1, 5, "server.address", "hook-" + i));
    }
    Pane pane = slicer.advance(at(60)).getFirst();
    assertEquals(
        List.of("cart", "hook-0", "hook-1", "hook-2"), List.copyOf(pane.services().keySet()));
    assertEquals(2, slicer.drops().of(Reason.PEER_LIMIT));
    assertEquals(1.0, slicer.fill().get("peers"));
    long calls =
        pane.of("cart").traces().calls().entrySet().stream()
            .filter(call -> call.getKey().callee().isEmpty())
            .mapToLong(call -> call.getValue().count())
            .sum();
    assertEquals(2, calls);
  }

  @Test
  void templatesAreBounded() {
    for (String text : List.of("alpha", "beta", "gamma", "delta", "alpha")) {
      slicer.add(log("cart", 1, 9, text));
    }
    assertEquals(1, slicer.drops().of(Reason.TEMPLATE_LIMIT));
    assertEquals(1.0, slicer.fill().get("templates"));
    assertEquals(4, slicer.advance(at(60)).getFirst().of("cart").logs().records());
  }

  @Test
  void seriesAreBounded() {
    for (int i = 0; i < 5; i++) {
      slicer.add(gauge("cart", "m" + i, 1, 1));
    }
    assertEquals(3, slicer.advance(at(60)).getFirst().of("cart").metrics().series().size());
    assertEquals(2, slicer.drops().of(Reason.SERIES_LIMIT));
    assertEquals(1.0, slicer.fill().get("series"));
  }

  @Test
  void aBoundThatFillsUpNamesWhoFillsIt() {
    slicer.add(gauge("shop", "m", 1, 1));
    slicer.add(gauge("cart", "m1", 1, 1));
    slicer.advance(at(60));
    assertEquals(Map.of(), slicer.filledBy(), "two of three");
    slicer.add(gauge("cart", "m2", 61, 1));
    slicer.advance(at(120));
    assertEquals(Map.of("series", "cart"), slicer.filledBy());
  }

  @Test
  void pointsOfAPaneAreBounded() {
    int max = 3 * PaneFiller.POINTS_PER_SERIES;
    for (int i = 1; i <= max + 1; i++) {
      assertEquals(0, slicer.drops().of(Reason.SERIES_LIMIT));
      slicer.add(gauge("cart", "m", i / 100.0, 1));
    }
    assertEquals(1, slicer.drops().of(Reason.SERIES_LIMIT));
  }

  @Test
  void recordsThatWaitForCommonTimeAreBounded() {
    slicer.add(gauge("cart", "m", 1, 1));
    slicer.add(gauge("shop", "m", 1, 1));
    for (int i = 0; i <= Slicer.EARLY_MAX; i++) {
      assertEquals(0, slicer.drops().of(Reason.FUTURE));
      slicer.add(gauge("cart", "m", 600, i));
    }
    assertEquals(1, slicer.drops().of(Reason.FUTURE));
  }

  @Test
  void operationsAreBoundedAndWhatIsBeyondIsCountedTogether() {
    // Two kinds each: served, and own time.
    for (int i = 0; i < 3; i++) {
      slicer.add(request("t" + i, "s", "GET /" + i));
    }
    TraceStats stats = slicer.advance(at(60)).getFirst().of("cart").traces();
    assertEquals(3, stats.requests(), "requests are counted whatever their name");
    assertEquals(3, slicer.drops().of(Reason.CALL_LIMIT));
    CallKey other = new CallKey(CallKey.Kind.SERVED, Vocabulary.OTHER, "");
    assertEquals(1, stats.calls().getOrDefault(other, new CallStats()).count());
    assertEquals(1.0, slicer.fill().get("calls"));
  }

  @Test
  void stepsFromOneEventToAnotherAreBounded() {
    // The names of what follows are as free as those of operations.
    for (int i = 0; i < 5; i++) {
      slicer.add(span("cart", "t", "c" + i, "s", "part " + i, Kind.INTERNAL, 1 + i / 10.0, 1));
    }
    slicer.add(span("cart", "t", "root", "", "GET /", Kind.SERVER, 3, 5));
    TraceStats stats = slicer.advance(at(60)).getFirst().of("cart").traces();
    assertEquals(3, stats.steps().values().stream().mapToInt(Map::size).sum());
    assertEquals(1.0, slicer.fill().get("calls"));
  }

  @Test
  void tracesAreBoundedAndMakeRoomWhenTheyAreOver() {
    for (int i = 0; i < 2; i++) {
      slicer.add(request("t" + i, "s", "GET /"));
    }
    assertEquals(2 / 3.0, slicer.fill().get("traces"));
    for (int i = 2; i < 50; i++) {
      slicer.add(request("t" + i, "s", "GET /"));
      assertTrue(slicer.fill().getOrDefault("traces", 2.0) <= 1);
    }
    assertEquals(0, slicer.drops().of(Reason.TRACE_LIMIT), "sampled instead");
    slicer.advance(at(90));
    assertEquals(0.0, slicer.fill().get("traces"), "a minute after their last record");
  }

  @Test
  void spansPerTraceAreBounded() {
    for (int i = 0; i < 7; i++) {
      slicer.add(request("t", "s" + i, "GET /"));
    }
    assertEquals(2, slicer.drops().of(Reason.SPAN_LIMIT));
    assertEquals(5, slicer.advance(at(60)).getFirst().of("cart").traces().requests());
  }

  @Test
  void aSpanThatComesTwiceCountsOnce() {
    slicer.add(request("t", "s", "GET /"));
    slicer.add(request("t", "s", "GET /"));
    assertEquals(1, slicer.drops().of(Reason.DUPLICATE));
    assertEquals(1, slicer.advance(at(60)).getFirst().of("cart").traces().requests());
  }

  @Test
  void baselineMinutesAreBounded() {
    History history = new History(SMALL.servicesMax());
    for (int minute = 0; minute < 200; minute++) {
      Pane pane = new Pane(at(60 * minute), at(60 * minute + 15));
      pane.service("cart").logsToFill().add(new Template("a", 1, false));
      pane.service("cart").metricsToFill();
      pane.close();
      history.add(pane);
    }
    Baselines usual = history.before(at(60 * 200));
    assertEquals(History.RECORDED_MINUTES, usual.logs("cart").minutes());
    assertEquals(History.MEASURED_MINUTES, usual.metrics("cart").minutes());
    assertEquals(0, usual.traces("cart").minutes());
  }

  @Test
  void aConfigurationOutsideItsRangesIsRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SliceConfig(0, 4, 10, 300, 3, 3, 3, 3, 3, 5, 4));
    assertEquals("paneSeconds is 0, allowed are 1 to 300", refused.getMessage());
  }

  private static Span request(String trace, String id, String name) {
    return span("cart", trace, id, "", name, Kind.SERVER, 1, 5);
  }
}
