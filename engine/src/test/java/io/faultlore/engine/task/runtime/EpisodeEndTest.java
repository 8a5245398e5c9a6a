package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.runtime.Episodes.Change;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a failure ends, begins again, or has become the way of things. */
class EpisodeEndTest extends EpisodeWindows {
  @Test
  void theThirdQuietWindowClosesIt() {
    window(Map.of("cart", 2.0));
    long last = now;
    assertEquals(Change.QUIET, only(window(Map.of("cart", .9))).change());
    assertEquals(Change.QUIET, only(window(Map.of())).change());
    Changed closed = only(window(Map.of()));
    assertEquals(Change.CLOSED, closed.change());
    assertEquals(last, closed.episode().last());
    assertEquals(List.of(), episodes.open());
  }

  @Test
  void whereWindowsComeOnceAMinuteOneQuietMinuteClosesIt() {
    window(Map.of("cart", 2.0));
    now += 3 * PANE;
    assertEquals(Change.CLOSED, only(window(Map.of())).change());
  }

  @Test
  void aFailureThatFlaresUpSoonAfterIsTheSameOneAndIsSaidToBeOpenAtOnce() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(3);
    Changed again = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.REOPENED, again.change());
    assertSame(first, again.episode());
    assertEquals(List.of(first), episodes.open());
  }

  @Test
  void ofSeveralThatWereClosedTheOneThatFlaresUpIsTheSame() {
    List<Changed> opened = window(Map.of("cart", 2.0, "mail", 2.0, "web", 2.0));
    quiet(3);
    Changed again = only(window(Map.of("mail", 1.6)));
    assertEquals(Change.REOPENED, again.change());
    assertEquals(Set.of("mail"), again.episode().members());
    assertTrue(opened.stream().anyMatch(one -> one.episode() == again.episode()));
  }

  @Test
  void aFailureMoreThanTwoMinutesLaterIsANewOne() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    quiet(8);
    Changed next = only(window(Map.of("cart", 1.6)));
    assertEquals(Change.OPENED, next.change());
    assertTrue(next.episode().onset > first.last());
  }

  @Test
  void aFailureOfAnotherServiceSoonAfterIsANewOne() {
    for (String other : List.of("payment", "checkout")) {
      Episode first = only(window(Map.of("cart", 2.0))).episode();
      quiet(3);
      Changed next = only(window(Map.of(other, 1.6)));
      assertEquals(Change.OPENED, next.change());
      assertNotSame(first, next.episode());
      quiet(20);
    }
  }

  @Test
  void whoSpeaksUpInTheQuietIsAnotherFailureAndTheFirstEndsInItsOwnTime() {
    for (String other : List.of("payment", "checkout")) {
      Episode first = only(window(Map.of("cart", 2.0))).episode();
      quiet(1);
      List<Changed> second = window(Map.of(other, 1.6));
      assertEquals(List.of(Change.QUIET, Change.OPENED), changes(second));
      assertEquals(Set.of("cart"), first.members());
      assertEquals(List.of(Change.CLOSED, Change.GREW), changes(window(Map.of(other, 1.6))));
      quiet(20);
    }
  }

  @Test
  void whoStillFailsHasNotRecovered() {
    failing.put("cart", .6);
    window(Map.of("cart", 2.0));
    failing.put("cart", .3);
    for (int i = 0; i < 10; i++) {
      assertEquals(Change.QUIET, only(window(Map.of("cart", .8))).change(), "half as much fails");
    }
    failing.put("cart", .29);
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .8))).change());
  }

  @Test
  void nothingThatFailedIsNothingThatStillFails() {
    window(Map.of("cart", 2.0));
    quiet(2);
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .2))).change(), "it was slow only");
  }

  @Test
  void whoIsNotAskedHasNotRecoveredButIsNotWaitedForForEver() {
    window(Map.of("cart", 2.0));
    unseen.add("cart");
    for (int i = 1; i < WINDOWS_PER_HOUR / 2; i++) {
      assertEquals(Change.QUIET, only(window(Map.of("cart", 0.0))).change());
    }
    assertEquals(Change.CLOSED, only(window(Map.of("cart", 0.0))).change(), "half an hour later");
  }

  @Test
  void afterSomeQuietOnlyTheWorstAreStillAwaited() {
    Episode episode = only(window(Map.of("cart", 2.0, "checkout", 1.1))).episode();
    unseen.add("cart");
    window(Map.of("cart", 0.0));
    window(Map.of("cart", 0.0));
    assertFalse(episode.isAwaited(), "it may go on");
    window(Map.of("cart", 0.0));
    assertTrue(episode.isAwaited());
    assertEquals(Set.of("cart"), episode.amongWorst(), "whose minutes alone are held back");
    window(Map.of("checkout", 1.2));
    assertFalse(episode.isAwaited(), "it goes on");
  }

  @Test
  void onlyThoseWhoHadItWorstAreWaitedFor() {
    failing.put("checkout", .1);
    window(Map.of("cart", 2.0, "checkout", 1.1));
    unseen.add("checkout");
    window(Map.of("cart", .1, "checkout", .1));
    window(Map.of("cart", .1, "checkout", .1));
    assertEquals(Change.CLOSED, only(window(Map.of("cart", .1, "checkout", .1))).change());
  }

  @Test
  void whoIsWaitedForGoesOnWithTheSameFailure() {
    Episode first = only(window(Map.of("cart", 2.0))).episode();
    unseen.add("cart");
    for (int i = 0; i < 20; i++) {
      window(Map.of("cart", 0.0));
    }
    unseen.clear();
    Changed again = only(window(Map.of("cart", 2.0, "cache", 1.1)));
    assertEquals(Change.GREW, again.change());
    assertSame(first, again.episode());
    assertEquals(Set.of("cart", "cache"), first.members());
  }

  @Test
  void withoutAnyTelemetryFailuresEndAfterFiveMinutes() {
    window(Map.of("cart", 2.0, "mail", 2.0));
    assertEquals(List.of(), episodes.idle(now + 299 * SECOND));
    assertEquals(List.of(Change.CLOSED, Change.CLOSED), changes(episodes.idle(now + 300 * SECOND)));
    assertEquals(List.of(), episodes.idle(now + 400 * SECOND));
  }

  @Test
  void afterHalfAnHourAFailureIsChronic() {
    Episode episode = only(window(Map.of("cart", 2.0))).episode();
    for (int i = 0; i < WINDOWS_PER_HOUR / 2 - 2; i++) {
      window(Map.of("cart", 1.2));
    }
    assertFalse(episode.isChronic());
    assertTrue(isHeldBack("cart"));
    window(Map.of("cart", 1.2));
    assertTrue(episode.isChronic());
    assertFalse(isHeldBack("cart"), "another level is the new normal");
  }

  @Test
  void thatRequestsFailNeverBecomesNormal() {
    failing.put("cart", .1);
    Episode episode = only(window(Map.of("cart", 2.0))).episode();
    failing.clear();
    for (int i = 0; i < 8 * WINDOWS_PER_HOUR; i++) {
      window(Map.of("cart", 1.2));
      assertTrue(isHeldBack("cart"));
    }
    assertTrue(episode.isChronic());
  }

  @Test
  void aChronicFailureDrawsInNobodyAndBlindsNobody() {
    for (String other : List.of("cache", "mail")) {
      Episodes anew = new Episodes(2, 3, PANE);
      Episode chronic = only(window(anew, Map.of("cart", 2.0))).episode();
      for (int i = 0; i < WINDOWS_PER_HOUR; i++) {
        window(anew, Map.of("cart", 1.2));
      }
      List<Changed> second = window(anew, Map.of("cart", 1.2, other, 2.0));
      assertEquals(List.of(Change.GREW, Change.OPENED), changes(second));
      assertEquals(Set.of("cart"), chronic.members());
      assertEquals(Set.of(other), second.get(1).episode().members());
      assertEquals(now - 2 * PANE, second.get(1).episode().onset);
      for (int i = 0; i < 2; i++) {
        window(anew, Map.of("cart", 1.2));
      }
      List<Changed> third = window(anew, Map.of("cart", 1.2));
      assertEquals(List.of(Change.GREW, Change.CLOSED), changes(third));
    }
  }
}
