package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Detector.Judged;
import io.faultlore.engine.task.runtime.Episodes.Change;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Windows end every 15 s; a failure opens after two anomalous ones and closes after three quiet.
 */
class EpisodesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long PANE = 15 * SECOND;

  private final Episodes episodes = new Episodes(2, 3, PANE);
  private long now = 1_700_000_000L * SECOND;

  @Test
  void oneAnomalousWindowOpensNothing() {
    assertEquals(List.of(), window(Map.of("cart", 1.2)));
    assertEquals(List.of(), window(Map.of()));
    assertEquals(List.of(), window(Map.of("cart", 1.2)), "two in all, but not in a row");
  }

  @Test
  void theSecondAnomalousWindowInARowOpensAFailure() {
    window(Map.of("cart", 1.2));
    Changed opened = only(window(Map.of("cart", 1.1)));
    assertEquals(Change.OPENED, opened.change());
    assertEquals(now - 3 * PANE, opened.episode().onset, "two panes before the first one's end");
  }

  @Test
  void aVeryHighScoreOpensAtOnce() {
    assertEquals(Change.OPENED, only(window(Map.of("cart", 1.5))).change());
  }

  @Test
  void manyWindowsAndServicesAreOneFailure() {
    List<Changed> changes = new ArrayList<>(window(Map.of("cart", 2.0)));
    for (int i = 0; i < 30; i++) {
      changes.addAll(window(Map.of("cart", 1.4, "checkout", 1.3, "front" + i, 1.7)));
    }
    assertEquals(1, changes.stream().filter(c -> c.change() == Change.OPENED).count());
    assertEquals(31, changes.stream().map(Changed::episode).distinct().findFirst().get().slices());
    assertEquals(1, changes.stream().map(Changed::episode).distinct().count());
    assertEquals(2.0, changes.getFirst().episode().peaks().get("cart"));
  }

  @Test
  void theThirdQuietWindowClosesIt() {
    window(Map.of("cart", 2.0));
    long last = now;
    assertEquals(Change.QUIET, only(window(Map.of("cart", .9))).change());
    assertEquals(Change.QUIET, only(window(Map.of())).change());
    Changed closed = only(window(Map.of()));
    assertEquals(Change.CLOSED, closed.change());
    assertEquals(last, closed.episode().last());
    assertFalse(episodes.isOpen());
  }

  @Test
  void whereWindowsComeOnceAMinuteOneQuietMinuteClosesIt() {
    window(Map.of("cart", 2.0));
    now += 3 * PANE;
    assertEquals(Change.CLOSED, only(window(Map.of())).change());
  }

  @Test
  void aFailureThatFlaresUpSoonAfterIsTheSameOneAndIsSaidToBeOpenAtOnce() {
    Episodes.Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(3);
    Changed again = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.REOPENED, again.change());
    assertSame(first, again.episode());
    assertTrue(episodes.isOpen());
  }

  @Test
  void aFailureMoreThanTwoMinutesLaterIsANewOne() {
    Episodes.Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(8);
    Changed next = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.OPENED, next.change());
    assertTrue(next.episode().onset > first.last());
  }

  @Test
  void aFailureOfAnotherServiceSoonAfterIsANewOne() {
    window(Map.of("cart", 2.0));
    quiet(3);
    assertEquals(Change.OPENED, only(window(Map.of("payment", 1.6))).change());
  }

  @Test
  void servicesThatSpeakUpInTheQuietAreAnotherFailure() {
    window(Map.of("cart", 2.0));
    quiet(1);
    List<Changed> changes = window(Map.of("payment", 1.6));
    assertEquals(
        List.of(Change.CLOSED, Change.OPENED), changes.stream().map(Changed::change).toList());
  }

  @Test
  void withoutAnyTelemetryAFailureEndsAfterFiveMinutes() {
    window(Map.of("cart", 2.0));
    assertEquals(Optional.empty(), episodes.idle(now + 299 * SECOND));
    assertEquals(Change.CLOSED, episodes.idle(now + 300 * SECOND).orElseThrow().change());
    assertEquals(Optional.empty(), episodes.idle(now + 400 * SECOND));
  }

  @Test
  void afterHalfAnHourAFailureIsTheNewNormal() {
    Episodes.Episode episode = only(window(Map.of("cart", 2.0))).episode();
    for (int i = 0; i < 30 * 4 - 2; i++) {
      window(Map.of("cart", 1.2));
    }
    assertFalse(episode.isChronic());
    window(Map.of("cart", 1.2));
    assertTrue(episode.isChronic());
  }

  private void quiet(int windows) {
    for (int i = 0; i < windows; i++) {
      window(Map.of());
    }
  }

  private List<Changed> window(Map<String, Double> scores) {
    now += PANE;
    List<Judged> judged = new ArrayList<>();
    new TreeMap<>(scores).forEach((service, score) -> judged.add(judged(service, score)));
    return episodes.take(judged, now, now + 10 * SECOND);
  }

  private Judged judged(String service, double score) {
    SliceVerdict verdict =
        new SliceVerdict(
            service, now - 4 * PANE, now, now + 10 * SECOND, score, State.NORMAL, 0, score, 0, 0);
    return new Judged(service, new Evidence.Row(), new Strength(score, 0, 0), verdict);
  }

  private static Changed only(List<Changed> changes) {
    assertEquals(1, changes.size());
    return changes.getFirst();
  }
}
