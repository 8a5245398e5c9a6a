package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a person reads about a failure. */
class EvidenceTest extends ShopRuns {
  @Test
  void theNumbersInTheEvidenceAreThoseOfTheInput() throws IOException {
    String sentence =
        closed(run(slowStore())).evidence().stream()
            .filter(text -> text.startsWith("own time of store in GET /store"))
            .findFirst()
            .orElseThrow();
    Matcher numbers = Pattern.compile("p50 ([\\d.]+) ms -> ([\\d.]+) ms").matcher(sentence);
    assertTrue(numbers.find(), sentence);
    assertEquals(5, Double.parseDouble(numbers.group(1)), .12 * 5);
    assertEquals(65, Double.parseDouble(numbers.group(2)), .12 * 65);
    Matcher share = Pattern.compile("; (\\d+) % of (\\d+) calls").matcher(sentence);
    assertTrue(share.find(), sentence);
    assertEquals(2 * (END - FAULT), Integer.parseInt(share.group(2)), 2 * 30, "two a second");
    assertTrue(Integer.parseInt(share.group(1)) >= 90, sentence);
  }

  @Test
  void failedRequestsAreCountedInTheEvidenceAsTheyCame() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, END, Trouble.FAILING, "store");
    List<Signal> signals = shop.live(END, END + 200).signals();
    Failure failure = closed(run(signals, "failing", 0));
    assertEquals("store", failure.suspects().getFirst().name());
    assertEquals(Severity.CRITICAL, failure.severity());
    String sentence =
        failure.evidence().stream()
            .filter(t -> t.startsWith("store failed"))
            .findFirst()
            .orElseThrow();
    Matcher numbers =
        Pattern.compile("in (\\d+) of (\\d+) requests \\((\\d+) %\\), usually 0 %")
            .matcher(sentence);
    assertTrue(numbers.find(), sentence);
    assertEquals(2 * (END - FAULT), Integer.parseInt(numbers.group(1)), "all of them, no more");
    assertTrue(Integer.parseInt(numbers.group(2)) >= 2 * (END - FAULT));
    assertTrue(failure.exampleTraceId().startsWith("trace-"));
  }

  @Test
  void aServiceThatFallsSilentIsNoticed() throws IOException {
    Shop shop = new Shop(5).live(0, FAULT).live(FAULT, END, Trouble.GONE, "store");
    Failure failure = closed(run(shop.live(END, END + 200)));
    assertEquals("store", failure.suspects().getFirst().name());
    String evidence = String.join("\n", failure.evidence());
    assertTrue(evidence.contains("store sent no metrics for 300 s, others did"), evidence);
    assertEquals(failure.evidence().size(), Set.copyOf(failure.evidence()).size(), evidence);
    assertTrue(evidence.contains("were recorded by the caller only"), evidence);
  }

  @Test
  void theFirstSentenceSaysHowUsersFareHoweverMuchIsLogged() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, END, Trouble.FAILING, "cart");
    List<Signal> signals = new ArrayList<>(shop.live(END, END + 200).signals());
    for (int second = FAULT; second < END; second++) {
      for (int i = 0; i < 20; i++) {
        signals.add(log("cart", second + i / 20.0, 17, "lease 0x7f is not ours any more"));
      }
    }
    signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
    List<String> evidence = closed(run(signals, "loud", 0)).evidence();
    assertTrue(evidence.getFirst().matches("(.* calls .*|cart) failed.*"), evidence::toString);
    assertTrue(evidence.get(1).contains("lease"), evidence::toString);
  }

  @Test
  void sentencesComeInTheOrderOfHarm() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "cart");
    List<Signal> signals = new ArrayList<>(shop.live(END, END + 200).signals());
    for (int second = 0; second < END + 200; second += 15) {
      double load = second < FAULT || second >= END ? .2 + second % 7 / 100.0 : .9;
      signals.add(gauge("cart", "process.cpu.utilization", second + .5, load));
    }
    for (int second = FAULT; second < END; second++) {
      signals.add(log("cart", second + .3, 9, "a page nobody asked for before"));
    }
    signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
    List<String> told =
        closed(run(signals, "ordered", 0)).evidence().stream()
            .filter(text -> text.contains(" cart"))
            .map(
                text ->
                    text.contains(" p50 ") ? "slow" : text.contains("cpu") ? "resource" : "rest")
            .distinct()
            .toList();
    assertEquals(List.of("slow", "resource"), told.subList(0, 2), told::toString);
  }

  @Test
  void whatBecameFasterOrFewerIsNoHarm() throws IOException {
    Shop shop = new Shop(6).live(0, FAULT).live(FAULT, END, Trouble.FAILING, "cart");
    List<Signal> signals = new ArrayList<>(shop.live(END, END + 200).signals());
    for (int second = 0; second < END + 200; second += 15) {
      boolean fails = second >= FAULT && second < END;
      signals.add(gauge("cart", "jvm.memory.used", second + .5, fails ? 1e8 : 4e8 + second));
    }
    signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
    List<String> evidence = closed(run(signals, "faster", 0)).evidence();
    assertTrue(evidence.getFirst().contains("failed"), evidence::toString);
    for (String text : evidence) {
      Matcher times = Pattern.compile("p50 ([\\d.]+) ms -> ([\\d.]+) ms").matcher(text);
      assertFalse(
          times.find()
              && Double.parseDouble(times.group(2)) < .9 * Double.parseDouble(times.group(1)),
          text);
      assertFalse(text.contains("jvm.memory"), text);
    }
  }

  @Test
  void callsOfOneThatIsGoneFailHoweverTheyWereRecordedBefore() throws IOException {
    // The only call that was ever recorded by its caller alone had failed, too.
    List<Signal> signals =
        new ArrayList<>(
            new Shop(5)
                .live(0, 60)
                .live(60, 61, Trouble.GONE, "store")
                .live(61, FAULT)
                .live(FAULT, END, Trouble.GONE, "store")
                .live(END, END + 200)
                .signals());
    Failure failure = closed(run(signals, "gone", 0));
    assertTrue(
        failure.evidence().stream().anyMatch(t -> t.matches(".* calls stock -> store .* failed.*")),
        failure.evidence()::toString);
  }

  @Test
  void ofAMetricTheMostTellingSeriesIsTold() throws IOException {
    List<Signal> signals = new ArrayList<>(slowStore().signals());
    for (int second = 0; second < END + 200; second += 10) {
      for (int pool = 1; pool <= 3; pool++) {
        boolean failing = second >= FAULT && second < END;
        double more = failing ? Math.pow(10, pool - 1) : 0;
        MetricPoint.Data data = new MetricPoint.Gauge(second / 10 % 5 + more);
        signals.add(point("store", "pool.pending", second, data, "pool", "pool-" + pool));
      }
    }
    signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
    List<String> told =
        closed(run(signals, "pools", 0)).evidence().stream()
            .filter(text -> text.startsWith("pool.pending"))
            .toList();
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.getFirst().startsWith("pool.pending{pool=pool-3} of store"), told::toString);
  }
}
