package io.faultlore.receiver.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Story STORY =
      new Story("redis", "cache flush", 100 * SECOND, "aa", "bb", "worker", "wrong tool", 0);
  private static final String REMEDY = "warmed the cache before traffic was switched over to it";

  private final Watch watch = new Watch(() -> 130 * SECOND, STORY, 0);
  private final Page page = new Page("http://127.0.0.1:9464", STORY);

  private List<Field> failing() {
    watch.on(
        new SliceVerdict("redis", 0, 60 * SECOND, 70 * SECOND, 2.5, State.DEGRADED, 1, 2.5, 0, .4));
    watch.on(
        new Failure(
            "rt-1",
            Phase.OPENED,
            Severity.WARNING,
            105 * SECOND,
            120 * SECOND,
            120 * SECOND,
            120 * SECOND,
            List.of(new Ranked("redis", 1)),
            List.of(),
            Collections.nCopies(
                12, "latency of cart -> redis p50 12 ms -> 480 ms" + " so".repeat(60)),
            List.of(new SimilarCase("old", .91, "cache flush", REMEDY)),
            ""));
    return page.fields(watch.view());
  }

  private static String bare(String line) {
    return line.replaceAll("\u001b\\[[0-9]m", "");
  }

  @Test
  void theSmallestTerminalHoldsEverythingThatIsNeeded() {
    List<String> lines =
        Screen.SMALLEST.draw("title", failing()).stream().map(ScreenTest::bare).toList();
    assertTrue(lines.size() < 24, lines::toString);
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines::toString);
    String all = String.join(" ", lines).replaceAll(" +", " ");
    assertTrue(all.contains("seen 30 s after it was broken"), all);
    assertTrue(all.contains("anomalous: redis 2.5"), all);
    assertTrue(all.contains("what helped: " + REMEDY), all);
    assertTrue(all.contains("/api/cases/rt-1"), all);
    assertTrue(all.contains("cache flush at redis"), all);
    assertTrue(all.contains("no failing step yet"), all);
    assertTrue(all.contains("Grafana"), all);
  }

  @Test
  void aLargerTerminalShowsMoreEvidence() {
    List<String> small = Screen.SMALLEST.draw("title", failing());
    List<String> large = new Screen(40, 120).draw("title", failing());
    assertTrue(large.size() > small.size() && large.size() < 40, large::toString);
    assertTrue(evidence(large) > evidence(small), large::toString);
    assertTrue(large.stream().map(ScreenTest::bare).anyMatch(line -> line.length() > 80));
  }

  private static long evidence(List<String> lines) {
    return lines.stream().filter(line -> line.contains("latency of cart")).count();
  }

  @Test
  void plainLinesHoldNoColourAndCutNothing() {
    List<String> lines = Screen.SMALLEST.tell(failing());
    assertFalse(lines.stream().anyMatch(line -> line.contains("\u001b") || line.contains("...")));
    assertEquals(12, evidence(lines));
  }

  @Test
  void aWordLongerThanALineIsBroken() {
    List<String> lines = Screen.SMALLEST.tell(List.of(Field.needed("id", "x".repeat(100))));
    assertEquals(List.of("id          " + "x".repeat(68), " ".repeat(12) + "x".repeat(32)), lines);
  }

  @Test
  void theSizeIsWhatSttySaysAndNeverTooSmall() {
    assertEquals(new Screen(40, 120), Terminal.parse("40 120\n"));
    assertEquals(Screen.SMALLEST, Terminal.parse("0 0\n"));
    assertEquals(Screen.SMALLEST, Terminal.parse("stty: not a terminal"));
  }
}
