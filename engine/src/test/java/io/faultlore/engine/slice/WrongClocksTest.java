package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.slice.Drops.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several services with good clocks send spans and metrics, another one has a clock of its own: the
 * good ones are judged as if it were not there.
 */
class WrongClocksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double MINUTES = 12;

  private record Arrival(double second, Signal signal) {}

  @ParameterizedTest
  @CsvSource({
    "1, 3, 600",
    "2, 8, 600",
    "3, 2, 600",
    "4, 5, 20",
    "5, 5, 70",
    "6, 4, 2.5e9",
    "7, 6, -3600",
    "8, 5, -120",
    "9, 9, 86400",
    "10, 4, -1.69e9"
  })
  void aSourceThatIsAlwaysAheadOrBehindMovesNobodyAndIsJudgedInCorrectedTime(
      int seed, int services, double lead) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, services);
    List<Arrival> wrong = source("wrong", random, 5, 60 * MINUTES, by(lead));
    Slicer slicer = new Slicer(SliceConfig.defaults());
    Map<String, String> panes = read(slicer, merge(good, wrong));
    assertEquals(alone(good), without(panes, "wrong"), "seed " + seed);
    long judged = requests(panes, "wrong");
    long sent = wrong.stream().filter(a -> a.signal instanceof Span).count();
    assertTrue(judged >= .7 * sent, judged + " of " + sent + ", seed " + seed);
    long dropped = slicer.drops().of(Reason.FUTURE) + slicer.drops().of(Reason.LATE);
    long points = wrong.size() - sent;
    assertTrue(judged + dropped <= sent + points && judged + dropped + points >= sent);
  }

  @ParameterizedTest
  @CsvSource({"1, 600", "2, 30", "3, 2.5e9", "4, -900", "5, -1.69e9"})
  void aBatchThatIsWrongOnceIsCountedAndMovesNobody(int seed, double lead) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, 4);
    List<Arrival> batch = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      batch.add(new Arrival(300, span("s1", random, 300 + lead + i / 100.0)));
    }
    Slicer slicer = new Slicer(SliceConfig.defaults());
    Map<String, String> panes = read(slicer, merge(good, batch));
    if (lead != 30) { // of half a minute nobody can say that it is wrong
      assertEquals(alone(good), panes, "seed " + seed);
      assertEquals(500, slicer.drops().of(Reason.FUTURE) + slicer.drops().of(Reason.LATE));
    }
    assertEquals(requests(alone(good), "s0"), requests(panes, "s0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aClockThatRunsFastDragsNobodyAlong(int seed) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, 5);
    List<Arrival> fast = source("fast", random, 5, 60 * MINUTES, t -> t / 20);
    assertEquals(
        alone(good),
        without(read(new Slicer(SliceConfig.defaults()), merge(good, fast)), "fast"),
        "seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theVeryFirstRecordMayBeWrong(int seed) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, 4);
    List<Arrival> first = List.of(new Arrival(-1, span("odd", random, 2.5e9)));
    Map<String, String> panes = read(new Slicer(SliceConfig.defaults()), merge(first, good));
    for (int i = 0; i < 4; i++) {
      long judged = requests(panes, "s" + i);
      assertTrue(judged >= .85 * requests(alone(good), "s" + i), judged + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 36000",
    "2, 1, -36000",
    "3, 6, 36000",
    "4, 6, -36000",
    "5, 6, -900",
    "6, 2, 1800",
    "7, 1, 1800"
  })
  void whenAllClocksJumpTimeIsFollowed(int seed, int services, double by) {
    Random random = new Random(seed);
    List<Arrival> good = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      good.addAll(source("s" + i, random, 0, 30 * MINUTES, by(0)));
      good.addAll(source("s" + i, random, 30 * MINUTES, 60 * MINUTES, by(by)));
    }
    Map<String, String> panes = read(new Slicer(SliceConfig.defaults()), merge(good, List.of()));
    for (int i = 0; i < services; i++) {
      String name = "s" + i;
      long sent =
          good.stream()
              .filter(a -> a.signal instanceof Span s && s.resource().service().equals(name))
              .count();
      assertTrue(
          requests(panes, name) >= .75 * sent, requests(panes, name) + " of " + sent + " " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 30", "3, 2"})
  void oldDataBesideLiveDataAreCountedAsLate(int seed, double speed) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, 4);
    LongUnaryOperator replay = t -> (long) (-86_400 * SECOND + t * (speed - 1));
    List<Arrival> old = source("s1", random, 0, 60 * MINUTES, replay);
    Slicer slicer = new Slicer(SliceConfig.defaults());
    assertEquals(alone(good), read(slicer, merge(good, old)), "seed " + seed);
    assertEquals(old.size(), slicer.drops().of(Reason.LATE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theOrderOfArrivalWithinTheLatenessMovesNothing(int seed) {
    Random random = new Random(seed);
    List<Arrival> good = good(random, 4);
    List<Arrival> shuffled =
        good.stream()
            .map(a -> new Arrival(a.second + random.nextDouble() * 9, a.signal))
            .sorted(Comparator.comparingDouble(Arrival::second))
            .toList();
    Slicer slicer = new Slicer(SliceConfig.defaults());
    assertEquals(alone(good), read(slicer, shuffled), "seed " + seed);
    assertEquals(0, slicer.drops().of(Reason.LATE) + slicer.drops().of(Reason.OUT_OF_ORDER));
  }

  @ParameterizedTest
  @CsvSource({"1, -90", "2, 240", "3, -3600", "4, 86400", "5, -65"})
  void aClockThatJumpsIsToldOfAfterAMinuteUntilItIsSetRight(int seed, double lead) {
    Random random = new Random(seed);
    List<Arrival> all = good(random, 5);
    all.addAll(source("wrong", random, 0, 240, by(0)));
    all.addAll(source("wrong", random, 240, 480, by(lead)));
    all.addAll(source("wrong", random, 480, 60 * MINUTES, by(0)));
    int off = 0;
    for (Pane pane : panes(new Slicer(SliceConfig.defaults()), merge(all, List.of()))) {
      ServicePane sent = pane.of("wrong");
      double second = (pane.startUnixNano() - START) / 1e9;
      if (!sent.clocksOff().isEmpty()) {
        assertEquals(lead, sent.clocksOff().values().iterator().next() / 1e9, 12, "at " + second);
        assertTrue(second >= 240 && second < 500, "at " + second);
        off++;
      } else if (second >= 255 && second < 300) {
        assertTrue(sent.isAstray(), "at " + second);
      }
      assertTrue(pane.of("s1").clocksOff().isEmpty() && !pane.of("s1").isAstray());
    }
    assertTrue(off >= 10, off + " panes of 16");
  }

  @ParameterizedTest
  @CsvSource({"1, 45", "2, 48.5", "3, 52", "4, 61.5"})
  void aClockThatWasSetRightWhileItWasWatchedIsOffNoMore(int seed, double seconds) {
    Random random = new Random(seed);
    List<Arrival> all = good(random, 2);
    all.addAll(source("wrong", random, 0, 240, by(0)));
    all.addAll(source("wrong", random, 240, 300, by(-50)));
    // Its records come a little later than those of others, as they always did.
    all.addAll(source("wrong", random, 300, 300 + seconds, by(-50)));
    all.addAll(source("wrong", random, 300 + seconds, 60 * MINUTES, by(-3)));
    for (Pane pane : panes(new Slicer(SliceConfig.defaults()), merge(all, List.of()))) {
      double second = (pane.startUnixNano() - START) / 1e9;
      assertTrue(
          second < 300 + seconds + 60 || pane.of("wrong").clocksOff().isEmpty(), "" + second);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 600", "2, -120", "3, 90"})
  void aClockThatAlwaysWasLikeThatHasNotJumped(int seed, double lead) {
    Random random = new Random(seed);
    List<Arrival> wrong = source("wrong", random, 5, 60 * MINUTES, by(lead));
    for (Pane pane : panes(new Slicer(SliceConfig.defaults()), merge(good(random, 4), wrong))) {
      assertTrue(pane.of("wrong").clocksOff().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatWasHeldUpForSomeMinutesIsNoJumpOfAClock(int seed) {
    Random random = new Random(seed);
    List<Arrival> held = new ArrayList<>();
    for (Arrival one : source("held", random, 0, 60 * MINUTES, by(0))) {
      boolean inPause = one.second >= 240 && one.second < 400;
      // What a Collector could not send is sent within some seconds when it can again.
      held.add(inPause ? new Arrival(400 + (one.second - 240) / 20, one.signal) : one);
    }
    for (Pane pane : panes(new Slicer(SliceConfig.defaults()), merge(good(random, 4), held))) {
      assertTrue(pane.of("held").clocksOff().isEmpty());
    }
  }

  private static LongUnaryOperator by(double seconds) {
    return t -> (long) (seconds * SECOND);
  }

  private static List<Arrival> good(Random random, int services) {
    List<Arrival> all = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      all.addAll(source("s" + i, random, 0, 60 * MINUTES, by(0)));
    }
    return merge(all, List.of());
  }

  /** Spans every half a second or so, which arrive within 2 s, and a counter every 10 s. */
  private static List<Arrival> source(
      String service, Random random, double from, double to, LongUnaryOperator lead) {
    List<Arrival> all = new ArrayList<>();
    double phase = random.nextDouble() * 10;
    for (double at = from + random.nextDouble(); at < to; at += .1 + random.nextDouble()) {
      double own = at + lead.applyAsLong((long) (at * SECOND)) / 1e9;
      all.add(new Arrival(at + 2 * random.nextDouble(), span(service, random, own)));
    }
    for (double at = from + phase; at < to; at += 10) {
      double own = at + lead.applyAsLong((long) (at * SECOND)) / 1e9;
      Sum total = new Sum(Math.floor(at * at), true, true);
      all.add(
          new Arrival(
              at,
              new MetricPoint(
                  resource(service), Scope.NONE, "m", "", Attributes.EMPTY, 1, nanos(own), total)));
    }
    return all;
  }

  private static Span span(String service, Random random, double end) {
    return new Span(
        resource(service),
        Scope.NONE,
        Long.toHexString(random.nextLong()),
        Long.toHexString(random.nextLong()),
        "",
        "GET /",
        Span.Kind.SERVER,
        nanos(end) - random.nextLong(SECOND),
        nanos(end),
        Attributes.EMPTY,
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }

  private static long nanos(double second) {
    return START + 1_000L * (long) (second * 1e6);
  }

  private static Resource resource(String service) {
    return Telemetry.resource(service);
  }

  private static List<Arrival> merge(List<Arrival> one, List<Arrival> other) {
    List<Arrival> all = new ArrayList<>(one);
    all.addAll(other);
    all.sort(Comparator.comparingDouble(Arrival::second));
    return all;
  }

  private static Map<String, String> alone(List<Arrival> good) {
    return read(new Slicer(SliceConfig.defaults()), good);
  }

  /** What each service did in each pane, to the last bit. */
  private static Map<String, String> read(Slicer slicer, List<Arrival> arrivals) {
    Map<String, String> read = new TreeMap<>();
    for (Pane pane : panes(slicer, arrivals)) {
      pane.services()
          .forEach((name, sent) -> read.put(name + "@" + pane.startUnixNano(), text(sent)));
    }
    return read;
  }

  private static List<Pane> panes(Slicer slicer, List<Arrival> arrivals) {
    List<Pane> panes = new ArrayList<>();
    arrivals.forEach(a -> panes.addAll(slicer.add(a.signal)));
    panes.addAll(slicer.advance(slicer.latest() + 60 * SECOND));
    return panes;
  }

  private static String text(ServicePane sent) {
    StringBuilder text = new StringBuilder().append(sent.traces().requests());
    sent.traces().calls().forEach((key, calls) -> text.append(' ').append(calls.meanLog()));
    sent.metrics()
        .series()
        .forEach((series, mean) -> text.append(' ').append(mean.value()).append(mean.trend()));
    return text.toString();
  }

  private static Map<String, String> without(Map<String, String> panes, String service) {
    Map<String, String> rest = new TreeMap<>(panes);
    rest.keySet().removeIf(key -> key.startsWith(service + "@"));
    return rest;
  }

  private static long requests(Map<String, String> panes, String service) {
    return panes.entrySet().stream()
        .filter(e -> e.getKey().startsWith(service + "@"))
        .mapToLong(e -> Long.parseLong(e.getValue().split(" ", 2)[0]))
        .sum();
  }
}
