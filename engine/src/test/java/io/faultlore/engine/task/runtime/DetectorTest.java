package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.slice.Telemetry;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One service with twenty usual minutes behind it, whose evidence the tests make up. */
class DetectorTest {
  private static final double FALSE_ALARMS = .01;
  private static final int MINUTES = 20;
  private static final int SERVICES_MAX = 3;

  private final Detector detector = new Detector(FALSE_ALARMS, SERVICES_MAX);
  private final SplittableRandom random = new SplittableRandom(1);
  private final History history = new History(SliceConfig.defaults().servicesMax());
  private final List<Pane> panes = new ArrayList<>();

  @BeforeEach
  void usualMinutes() {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    for (int second = 0; second < 60 * MINUTES; second += 15) {
      panes.addAll(slicer.add(Telemetry.gauge("cart", "load", second, 1)));
    }
    panes.forEach(history::add);
  }

  @Test
  void noiseIsQuiet() {
    for (int i = 0; i < 500; i++) {
      Judged judged = judge(slowedBy(.5 + random.nextGaussian() / 20));
      assertEquals(State.NORMAL, judged.verdict().state());
      detector.learn(judged);
    }
  }

  @Test
  void aFaultScoresAtLeastOne() {
    Judged judged = judge(slowedBy(1.2));
    assertTrue(judged.verdict().score() >= 1, judged.toString());
    assertEquals(State.ANOMALOUS, judged.verdict().state());
    assertEquals(judged.verdict().score(), judged.verdict().traces(), 1e-9);
    assertEquals(0, judged.verdict().logs());
  }

  @Test
  void twoModalitiesTogetherAreHeardBeforeEitherAlone() {
    Row row = slowedBy(.9);
    row.set(Sign.LOG_ERROR_LLR, .9 * Math.log1p(3.5));
    assertTrue(judge(row).verdict().score() >= 1);
    assertTrue(judge(slowedBy(.9)).verdict().score() < 1);
  }

  @Test
  void aNoisyServiceIsFlaggedAsOftenAsConfigured() {
    for (int i = 0; i < 1_000; i++) {
      detector.learn(judge(slowedBy(noise())));
    }
    int alarms = 0;
    for (int i = 0; i < 4_000; i++) {
      alarms += judge(slowedBy(noise())).verdict().score() >= 1 ? 1 : 0;
    }
    assertTrue(alarms <= 2 * FALSE_ALARMS * 4_000, alarms + " alarms in 4,000 usual windows");
    assertTrue(
        new Detector(FALSE_ALARMS, SERVICES_MAX)
            .judge(reading(), rows(1.3), Map.of(), 0).stream()
                .allMatch(fresh -> fresh.verdict().score() >= 1),
        "without the habit it would be one");
    assertTrue(judge(slowedBy(2.2)).verdict().score() >= 1, "a real fault is still heard");
  }

  @Test
  void aHabitNeverHidesWhatIsTwiceAnAlarm() {
    for (int i = 0; i < 1_000; i++) {
      detector.learn(judge(slowedBy(5)));
    }
    assertTrue(judge(slowedBy(2.01)).verdict().score() >= 1);
  }

  @Test
  void aFewWindowsAreNoHabit() {
    double before = judge(slowedBy(1.2)).verdict().score();
    for (int i = 0; i < 19; i++) {
      detector.learn(judge(slowedBy(1.2)));
    }
    assertEquals(before, judge(slowedBy(1.2)).verdict().score());
  }

  @Test
  void theGrowingStartOfAFailureRaisesNotItsOwnThreshold() {
    for (int i = 0; i < 100; i++) {
      detector.learn(judge(slowedBy(.1)));
    }
    for (int i = 0; i < 8; i++) {
      detector.learn(judge(slowedBy(1.2)));
    }
    assertTrue(judge(slowedBy(1.05)).verdict().score() >= 1, "two minutes are no habit");
    for (int i = 0; i < 30; i++) {
      detector.learn(judge(slowedBy(1.2)));
    }
    assertTrue(judge(slowedBy(1.05)).verdict().score() < 1, "ten minutes are one");
  }

  @Test
  void whatWasSeenOfAFailureBeforeItWasNoticedIsNoHabit() {
    for (boolean noticed : List.of(true, false)) {
      Detector each = new Detector(FALSE_ALARMS, SERVICES_MAX);
      for (int i = 0; i < 100; i++) {
        each.learn(judge(slowedBy(.1)));
      }
      for (int i = 0; i < 8; i++) {
        each.learn(judge(slowedBy(1.5)));
      }
      if (noticed) {
        each.failing(Set.of("cart", "unknown"), now().startUnixNano());
      }
      for (int i = 0; i < 12; i++) {
        each.learn(judge(slowedBy(.1)));
      }
      Judged again = each.judge(reading(), rows(1.2), Map.of(), 0).getFirst();
      assertEquals(noticed, again.isAnomalous(), again.toString());
    }
  }

  @Test
  void whatIsNotSureInOneWindowIsInManyUntilItEnds() {
    for (int i = 1; i < 8; i++) {
      assertFalse(judge(slowedBy(.9)).isAnomalous(), i + " windows");
    }
    Judged sure = judge(slowedBy(.9));
    assertTrue(sure.isAnomalous());
    assertEquals(7, sure.before(), "it began that many windows earlier");
    assertFalse(judge(slowedBy(.5)).isAnomalous(), "it is over");
  }

  @Test
  void aStrongFailureDoesNotSpeakForTheWindowsAfterIt() {
    for (int i = 0; i < 8; i++) {
      assertTrue(judge(slowedBy(3)).isAnomalous());
    }
    for (int i = 0; i < 8; i++) {
      assertFalse(judge(slowedBy(.8)).isAnomalous());
    }
  }

  @Test
  void whatMetricsTellAloneAndWhatAStartingProcessDoesMayLast() {
    for (int i = 0; i < 20; i++) {
      Row wandering = new Row();
      wandering.set(Sign.CPU_UP, 4);
      assertFalse(judge(wandering).isAnomalous());
    }
    for (int i = 0; i < 20; i++) {
      Row starting = slowedBy(.9 * 1.4);
      starting.starting();
      assertFalse(judge(starting).isAnomalous());
    }
  }

  @Test
  void aServiceThatIsHardlyKnownIsJudgedWithMoreCaution() {
    double before = 0;
    for (int minutes = 1; minutes <= MINUTES; minutes++) {
      History young = new History(SERVICES_MAX);
      panes.stream().limit(4L * minutes).forEach(young::add);
      Baselines usual = young.before(now().startUnixNano());
      Map<String, Row> rows = rows(1.2);
      Reading reading = Reading.of(now(), usual);
      double score = detector.judge(reading, rows, Map.of(), 0).getFirst().verdict().score();
      assertTrue(minutes > 2 || score == 0, "of one minute nothing is known");
      assertTrue(score >= before, minutes + " minutes");
      before = score;
    }
    assertEquals(judge(slowedBy(1.2)).verdict().score(), before);
  }

  @Test
  void whoIsNotAskedThoughItUsuallyIsIsUnseen() {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    List<Pane> served = new ArrayList<>();
    for (int second = 0; second < 60 * MINUTES; second += 5) {
      for (String service : List.of("cart", second % 600 == 0 ? "rare" : "cart")) {
        String id = service + second;
        served.addAll(
            slicer.add(Telemetry.span(service, id, id, "", "GET /", Kind.SERVER, second, 5)));
      }
    }
    History asked = new History(SERVICES_MAX);
    served.forEach(asked::add);
    Baselines usual = asked.live(served.getLast().startUnixNano());
    Row cartsRow = new Row();
    Map<String, Row> rows = new TreeMap<>(Map.of("cart", cartsRow, "rare", new Row()));
    Map<String, Boolean> unseen = new TreeMap<>();
    for (Judged one :
        detector.judge(
            Reading.of(Pane.merge(served.subList(served.size() - 4, served.size())), usual),
            rows,
            Map.of(),
            0)) {
      unseen.put(one.service(), one.unseen());
    }
    assertEquals(Map.of("cart", true, "rare", false), unseen);
    cartsRow.asked(1, 12);
    Judged cart = detector.judge(Reading.of(served.getLast(), usual), rows, Map.of(), 0).getFirst();
    assertFalse(cart.unseen());
  }

  @Test
  void habitsAreBoundedAndWhoWasNotJudgedLongestIsForgotten() {
    for (int others : List.of(SERVICES_MAX - 1, SERVICES_MAX)) {
      Detector bounded = new Detector(FALSE_ALARMS, SERVICES_MAX);
      for (int i = 0; i < 100; i++) {
        bounded.learn(judge(slowedBy(1.5)));
      }
      for (int i = 0; i < others; i++) {
        bounded.judge(reading(), Map.of("service-" + i, new Row()), Map.of(), 0);
      }
      Judged cart = bounded.judge(reading(), rows(1.3), Map.of(), 0).getFirst();
      assertEquals(others >= SERVICES_MAX, cart.isAnomalous(), others + " others");
    }
  }

  @Test
  void theDistanceIsHandedOn() {
    Map<String, Row> rows = rows(0);
    Judged judged = detector.judge(reading(), rows, Map.of("cart", .25), at(0)).getFirst();
    assertEquals(.25, judged.verdict().distance());
  }

  /** Between 0 and 1.5 of what an operator would want to know. */
  private double noise() {
    return 1.5 * random.nextDouble();
  }

  private Judged judge(Row row) {
    return detector.judge(reading(), Map.of("cart", row), Map.of(), at(0)).getFirst();
  }

  private static Map<String, Row> rows(double strength) {
    return Map.of("cart", slowedBy(strength));
  }

  private static Row slowedBy(double strength) {
    Row row = new Row();
    row.slowed(strength * Math.log1p(6));
    return row;
  }

  private Pane now() {
    return panes.getLast();
  }

  private Reading reading() {
    return Reading.of(now(), history.live(now().startUnixNano()));
  }
}
