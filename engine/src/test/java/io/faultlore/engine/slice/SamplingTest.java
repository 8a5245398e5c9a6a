package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.failed;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Drops.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight times as many traces as there is room for: 1,000 open ones. */
class SamplingTest {
  private static final SliceConfig SMALL =
      new SliceConfig(15, 4, 10, 300, 10, 100, 100, 100, 1_000, 50, 20);
  private static final int PER_SECOND = 100;

  private final Slicer slicer = new Slicer(SMALL);
  private final List<Pane> panes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void atFullSpeedRatesStayTrueTracesWholeAndFailuresCounted(int seed) {
    Random random = new Random(seed);
    int failures = flood(random, 0, 240);
    close(240);
    Pane last = Pane.merge(panes.subList(8, 15));
    TraceStats front = last.of("front").traces();
    double sent = PER_SECOND * (last.endUnixNano() - last.startUnixNano()) / 1e9;
    assertTrue(last.keptShare() < .5, "seed " + seed);
    assertEquals(sent, (double) front.requests(), .15 * sent, "weighted, seed " + seed);
    long all = panes.stream().mapToLong(p -> p.of("front").traces().errors()).sum();
    assertEquals(failures, all, "every failed request, seed " + seed);
    assertEquals(0, slicer.drops().of(Reason.TRACE_LIMIT));
    assertTrue(slicer.drops().of(Reason.SAMPLED) > 0);
    // A call whose other side was left out would be a leaf.
    assertTrue(
        front.calls().keySet().stream().noneMatch(key -> key.kind() == CallKey.Kind.LEAF),
        "whole traces, seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whenTheFloodIsOverEveryTraceIsReadAgain(int seed) {
    Random random = new Random(seed);
    flood(random, 0, 120);
    for (int second = 120; second < 400; second++) {
      trace(random, second, false);
    }
    close(400);
    Pane last = panes.getLast();
    assertEquals(1, last.keptShare());
    assertEquals(10, last.of("front").traces().requests(), "from 390 to 400, one a second");
  }

  @ParameterizedTest
  @ValueSource(ints = {899, 900, 901})
  void belowTheBoundNothingIsLeftOut(int open) {
    for (int i = 0; i < open; i++) {
      slicer.add(span("front", "t" + i, "s", "", "GET /", Kind.SERVER, 1, 5));
    }
    close(60);
    long read = panes.getFirst().of("front").traces().requests();
    if (open <= 900) {
      assertEquals(open, read);
      assertEquals(0, slicer.drops().of(Reason.SAMPLED));
    } else {
      assertEquals(open, (double) read, .15 * open);
      assertEquals(.5, panes.getFirst().keptShare());
    }
  }

  private int flood(Random random, int from, int to) {
    int failures = 0;
    for (int i = from * PER_SECOND; i < to * PER_SECOND; i++) {
      boolean fails = random.nextInt(100) == 0;
      failures += fails ? 1 : 0;
      trace(random, (double) i / PER_SECOND, fails);
    }
    return failures;
  }

  /** A request of one service that calls another, whose spans arrive first. */
  private void trace(Random random, double second, boolean fails) {
    String id = Long.toHexString(random.nextLong());
    add(span("stock", id, "c", "b", "GET /stock", Kind.SERVER, second, 10));
    add(span("front", id, "b", "a", "GET", Kind.CLIENT, second, 20, "server.address", "stock"));
    Span root = span("front", id, "a", "", "GET /", Kind.SERVER, second, 30);
    add(fails ? failed(root) : root);
  }

  private void add(Span span) {
    panes.addAll(slicer.add(span));
  }

  private void close(double second) {
    panes.addAll(slicer.advance(at(second + 30)));
  }
}
