package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.slice.Telemetry;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Three services call a fourth, twice a second each unless said otherwise. */
class TimeEvidenceTest {
  private static final int USUAL = 900;
  private static final int END = USUAL + 60;
  private static final List<String> CALLERS = List.of("cart", "mail", "zone");

  private final Map<String, Double> failing = new TreeMap<>();
  private final Map<String, Integer> slower = new TreeMap<>();
  private int othersEvery = 1;

  @Test
  void callsThatFailForOneCallerAloneAreItsOwn() {
    for (String caller : CALLERS) {
      failing.clear();
      failing.put(caller, .5);
      Map<String, Row> rows = rows();
      assertTrue(sign(rows, "stock", Sign.IN_ERROR_LLR) <= 0, caller + ": it serves the others");
      assertTrue(sign(rows, caller, Sign.OUT_ERROR_LLR) <= 0, caller);
      assertTrue(sign(rows, caller, Sign.ORIGIN_LLR) > 1, caller);
    }
  }

  @Test
  void callsThatFailForEveryoneAreTheCallees() {
    CALLERS.forEach(caller -> failing.put(caller, .5));
    assertBlamesTheCallee();
  }

  @Test
  void whoIsFarAwayForAnotherCallerIsNotWell() {
    failing.put("cart", .5);
    slower.put("mail", 200);
    assertBlamesTheCallee();
  }

  @Test
  void callersThatHardlyCallProveNothing() {
    failing.put("cart", .1);
    othersEvery = 15;
    assertBlamesTheCallee();
  }

  private void assertBlamesTheCallee() {
    Map<String, Row> rows = rows();
    assertTrue(sign(rows, "stock", Sign.IN_ERROR_LLR) > 1);
    assertTrue(sign(rows, "cart", Sign.OUT_ERROR_LLR) > 1);
    assertEquals(0, Math.max(0, sign(rows, "zone", Sign.IN_ERROR_LLR)));
  }

  private static double sign(Map<String, Row> rows, String service, Sign sign) {
    return Objects.requireNonNull(rows.get(service)).get(sign);
  }

  /** The last minute's evidence; until then nothing fails. */
  private Map<String, Row> rows() {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    List<Pane> panes = new ArrayList<>();
    for (int half = 0; half < 2 * END; half++) {
      for (String caller : CALLERS) {
        if (caller.equals("cart") || half % othersEvery == 0) {
          call(caller, half, half >= 2 * USUAL).forEach(span -> panes.addAll(slicer.add(span)));
        }
      }
    }
    panes.addAll(slicer.advance(at(END) + 60_000_000_000L));
    History history = new History(10);
    panes.forEach(history::add);
    Pane window =
        Pane.merge(
            panes.stream()
                .filter(p -> p.startUnixNano() >= at(USUAL) && p.endUnixNano() <= at(END))
                .toList());
    Baselines usual = history.live(window.startUnixNano());
    return Evidence.rows(Reading.of(window, usual));
  }

  private List<Span> call(String caller, int half, boolean trouble) {
    String trace = caller + half;
    double second = half / 2.0;
    double served = 20 + half % 5;
    double ms = served + 1 + (trouble ? slower.getOrDefault(caller, 0) : 0);
    boolean fails = trouble && half % 100 < 100 * failing.getOrDefault(caller, 0.0);
    Span call = Telemetry.span(caller, trace, "c", "r", "GET stock", Kind.CLIENT, second, ms);
    return List.of(
        Telemetry.span("stock", trace, "s", "c", "GET /stock", Kind.SERVER, second, served),
        fails ? Telemetry.failed(call) : call,
        Telemetry.span(caller, trace, "r", "", "GET /" + caller, Kind.SERVER, second, ms + 2));
  }
}
